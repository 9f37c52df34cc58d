import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { metrics } from '@/lib/core/metrics'
import { failure, type Result, success } from '@/lib/core/result'
import { checkPasskey } from '@/lib/factors/passkeys'
import { isUsedUp } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { type Client, failedSignInsHere, placeOfKeys, whereFrom } from '../client'
import { countHere } from '../count-here'
import { tellOfCopy } from '../own-factors/tell-of-copy'
import { finishSignIn, type SignedIn } from './finish-sign-in'

/**
 * Signs in by a passkey alone: the device, and what opens it, are two proofs in one. An unknown key, another
 * organisation's, a copy, a closed account and a wrong signature get one answer.
 */
export async function submitPasskey(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  typed: string,
  returnTo: string | null,
): Promise<Result<SignedIn, 'factor.passkey.wrong' | 'signIn.tooManyFromHere'>> {
  if (!organisation.settings.factors.arePasskeysOffered) return failure('factor.passkey.wrong')
  const here = failedSignInsHere(organisation, client)
  if (await isUsedUp(deps, here)) return failure('signIn.tooManyFromHere')
  const checked = await checkPasskey(deps, organisation.id, placeOfKeys(client), null, typed)
  const personId = checked.ok ? checked.value.personId : checked.failure.personId
  const person = personId && (await findPerson(deps, organisation.id, personId))
  if (!checked.ok || !person || person.status !== 'active') {
    const why = checked.ok ? 'closed' : checked.failure.why
    const event = { organisationId: organisation.id, act: 'sign-in.passkey-refused', outcome: 'failure' } as const
    await recordEvent(deps, { ...event, subjectId: personId, details: { why }, personal: whereFrom(client) })
    if (why === 'cloned' && personId) await tellOfCopy(deps, organisation, client, personId)
    await countHere(deps, organisation, client, here)
    metrics().signIns.inc({ organisation: organisation.slug, outcome: 'refused' })
    return failure('factor.passkey.wrong')
  }
  const data = { identifier: '', wishesToBeRemembered: false, isByFormerName: false, failuresBefore: 0, returnTo, why: 'passkey' as const }
  return success(await finishSignIn(deps, organisation, client, person, data, ['passkey'], null))
}

import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { metrics } from '@/lib/core/metrics'
import type { Organisation } from '@/lib/organisations/schema'
import { ProviderTrouble } from '@/lib/providers/schema'
import { type Client, failedSignInsHere, whereFrom } from '../client'
import { countHere } from '../count-here'
import type { AwaitFailure } from '../sign-in/await-code'

export type ProviderFailure =
  | 'provider.ended'
  | 'provider.declined'
  | 'provider.wrong'
  | 'provider.away'
  | 'provider.nobody'
  | 'signIn.tooManyFromHere'
  | 'signIn.firstInside'
  | 'signIn.noNumber'
  | AwaitFailure

type Refusal = { why: string; personId?: string; name?: string }

/** Somebody came back from the provider and is not let in: one answer for whatever is wrong with the name or the account. */
export async function refusePerson(deps: Deps, organisation: Organisation, client: Client, { why, personId, name }: Refusal): Promise<'provider.nobody'> {
  await record(deps, organisation, client, { why, personId, name })
  await countHere(deps, organisation, client, failedSignInsHere(organisation, client))
  return 'provider.nobody'
}

/** The provider's own fault, or the person turned back there: that reveals nothing, and may be told. */
export async function refuseProvider(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  error: unknown,
): Promise<'provider.declined' | 'provider.wrong' | 'provider.away'> {
  if (!(error instanceof ProviderTrouble)) throw error
  const { kind, detail } = error
  await record(deps, organisation, client, { why: kind })
  if (kind === 'declined') return 'provider.declined'
  log().warn({ organisation: organisation.slug, kind, detail }, 'the other provider let nobody in')
  if (kind !== 'wrong') return 'provider.away'
  await countHere(deps, organisation, client, failedSignInsHere(organisation, client))
  return 'provider.wrong'
}

async function record(deps: Deps, { id: organisationId, slug }: Organisation, client: Client, { why, personId, name }: Refusal): Promise<void> {
  await recordEvent(deps, {
    organisationId,
    act: 'sign-in.provider-refused',
    outcome: 'failure',
    subjectId: personId ?? null,
    details: { why },
    personal: { ...whereFrom(client), ...(name ? { name } : {}) },
  })
  metrics().signIns.inc({ organisation: slug, outcome: 'refused' })
}

import { recordEvent } from '@/lib/audit/record-event'
import { makeReference } from '@/lib/codes/issue-code'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney } from '@/lib/journeys/journey'
import { countUse } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { findPersonWhoSignsIn } from '@/lib/people/find-person'
import { type Client, codeRequestsHere, whereFrom } from '../client'
import { type RecoveryData, recoveryKind, recoveryMinutes } from './journey'
import { contactFor } from './rules'

/**
 * Takes a typed name and answers at once, the same for everybody: who it belongs to is looked up by the worker, so no
 * answer and no clock can tell (security.md 33). Nothing of an account is changed by asking (31).
 */
export async function beginRecovery(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  typed: string,
  wanted: RecoveryData['wanted'] = 'password',
): Promise<Result<{ journeyId: string }, 'signIn.tooManyFromHere' | 'recover.noContact'>> {
  if ((await countUse(deps, codeRequestsHere(organisation, client))).isOver) return failure('signIn.tooManyFromHere')
  if (wanted === 'password' && client.isInside && organisation.settings.recovery.areMissingContactsToldInside && !(await hasContact(deps, organisation, typed)))
    return failure('recover.noContact')
  const data: RecoveryData = {
    wanted,
    typed,
    addressMessageId: null,
    reference: makeReference(),
    host: client.host,
    address: client.address,
    userAgent: client.userAgent,
    outcome: null,
    wasLocked: false,
    linkHmac: '',
  }
  const journeyId = await inTransaction(deps, async (deps) => {
    const journey = await beginJourney(deps, {
      organisationId: organisation.id,
      kind: recoveryKind,
      state: wanted === 'password' ? 'awaiting-code' : 'told-user-name',
      browser: client.browser,
      personId: null,
      data,
      minutes: recoveryMinutes,
    })
    await enqueueJob(deps, 'send-recovery', { organisationId: organisation.id, journeyId: journey.id })
    await recordEvent(deps, { organisationId: organisation.id, act: 'recovery.asked', outcome: 'success', personal: whereFrom(client) })
    return journey.id
  })
  return success({ journeyId })
}

async function hasContact(deps: Deps, organisation: Organisation, typed: string): Promise<boolean> {
  const found = await findPersonWhoSignsIn(deps, organisation, typed)
  return found !== null && found.person.status === 'active' && contactFor(organisation.settings.recovery.channels, found.person) !== null
}

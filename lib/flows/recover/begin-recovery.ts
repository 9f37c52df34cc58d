import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findPersonWhoSignsIn } from '@/lib/people/find-person'
import { type Client, codeRequestsHere, whereFrom } from '../client'
import { countHere } from '../count-here'
import { askedFor, type RecoveryData, recoveryKind, recoveryMinutes } from './journey'
import { canProve } from './rules'

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
): Promise<Result<{ journeyId: string }, 'signIn.tooManyFromHere' | 'recover.noContact' | 'recover.noContacts'>> {
  if (await countHere(deps, organisation, client, codeRequestsHere(organisation, client))) return failure('signIn.tooManyFromHere')
  if (wanted === 'password' && isPersonKnown(organisation, client) && !(await isReachable(deps, organisation, typed)))
    return failure(organisation.settings.recovery.proofs.flat().includes('email') ? 'recover.noContacts' : 'recover.noContact')
  const data: RecoveryData = {
    wanted,
    typed,
    addressMessageId: null,
    ...askedFor(deps.now()),
    answered: 0,
    sentBy: null,
    proved: [],
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
    await recordEvent(deps, { organisationId: organisation.id, act: 'recovery.asked', outcome: 'success', details: { wanted }, personal: whereFrom(client) })
    return journey.id
  })
  return success({ journeyId })
}

/** On the organisation's network, where it says so, people are told what is missing, and so also what becomes of a message (M3; security.md, idea 1). */
export const isPersonKnown = ({ settings }: Pick<Organisation, 'settings'>, { isInside }: Pick<Client, 'isInside'>) =>
  isInside && settings.recovery.areMissingContactsToldInside

async function isReachable(deps: Deps, organisation: Organisation, typed: string): Promise<boolean> {
  const found = await findPersonWhoSignsIn(deps, organisation, typed)
  return found !== null && found.person.status === 'active' && canProve(organisation.settings.recovery.proofs, found.person)
}

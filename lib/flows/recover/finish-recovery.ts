import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { moveJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import type { BrokenRule } from '@/lib/passwords/find-broken-rules'
import type { HomeFailure } from '@/lib/passwords/home'
import { readLock } from '@/lib/passwords/read-lock'
import { setPassword } from '@/lib/passwords/set-password'
import { forgetFailures, unlockPassword } from '@/lib/passwords/unlock-password'
import { findPerson } from '@/lib/people/find-person'
import { holdActive } from '@/lib/people/hold-person'
import type { Person } from '@/lib/people/rules'
import { allOrNothing } from '../all-or-nothing'
import { type Client, whereFrom } from '../client'
import { closeOldWays } from '../close-old-ways'
import { tellPerson } from '../tell-person'
import { findRecovery, type RecoveryJourney } from './journey'
import { moveOn } from './move-on'
import type { RecoveryState } from './rules'

type Ended = 'recover.ended'

/** The person whose recovery stands at one of `states` in this browser; null sends them back to the beginning (security.md 39). */
export async function findProved(
  deps: Deps,
  organisation: Organisation,
  client: Pick<Client, 'browser'>,
  states: RecoveryState[],
  journeyId?: string,
): Promise<{ journey: RecoveryJourney; person: Person } | null> {
  const journey = await findRecovery(deps, organisation, client, journeyId)
  if (!journey?.personId || !states.includes(journey.state)) return null
  const person = await findPerson(deps, organisation.id, journey.personId)
  return person?.status === 'active' ? { journey, person } : null
}

/** What had to be accepted was accepted (K4). */
export async function acceptTerms(deps: Deps, organisation: Organisation, client: Client, journeyId: string): Promise<Result<null, Ended>> {
  const proved = await findProved(deps, organisation, client, ['terms'], journeyId)
  if (!proved) return failure('recover.ended')
  const { isLocked } = await readLock(deps, organisation, proved.person.id)
  const event = { type: 'accepted', isLocked } as const
  return (await moveOn(deps, organisation, proved.journey, { event })) ? success(null) : failure('recover.ended')
}

/** Keep the password and open the account, or go on to a new password (M4). */
export async function chooseWay(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
  choice: 'unlock' | 'new',
): Promise<Result<null, Ended | HomeFailure>> {
  const proved = await findProved(deps, organisation, client, ['choice'], journeyId)
  if (!proved) return failure('recover.ended')
  const { journey, person } = proved
  return allOrNothing<null, Ended | HomeFailure>(deps, async (deps) => {
    if (!(await holdActive(deps, organisation.id, person.id))) return failure('recover.ended')
    if (!(await moveOn(deps, organisation, journey, { event: { type: 'chose', way: choice } }))) return failure('recover.ended')
    if (choice === 'new') return success(null)
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: 'account.unlocked',
      outcome: 'success',
      actorId: person.id,
      details: { by: 'recovery' },
      personal: whereFrom(client),
    })
    await tellPerson(deps, organisation, person, 'account-unlocked', {}, { everywhere: true })
    const opened = await unlockPassword(deps, organisation, person.id)
    return opened.ok ? success(null) : opened
  })
}

/**
 * A new password after all proofs: opens the account, ends every session and whatever else is under way, tells every address, and signs nobody in
 * (security.md 35–37). All rules that it breaks come back at once, and the journey stays where it is.
 */
export async function setRecoveredPassword(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
  newPassword: string,
): Promise<Result<null, Ended | BrokenRule[]>> {
  const proved = await findProved(deps, organisation, client, ['new-password'], journeyId)
  if (!proved) return failure('recover.ended')
  const { journey, person } = proved
  return allOrNothing<null, Ended | BrokenRule[]>(deps, async (deps) => {
    if (!(await holdActive(deps, organisation.id, person.id))) return failure('recover.ended')
    const endedSessions = await closeOldWays(deps, organisation.id, person.id, 'password-change', { journeyId: journey.id })
    if (!(await moveOn(deps, organisation, journey, { event: { type: 'changed' } }))) return failure('recover.ended')
    await forgetFailures(deps, organisation.id, person.id)
    await tellPerson(deps, organisation, person, 'password-changed', {}, { everywhere: true })
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: 'password.recovered',
      outcome: 'success',
      actorId: person.id,
      details: { endedSessions },
      personal: whereFrom(client),
    })
    return setPassword(deps, { organisation, person, newPassword, by: 'person' })
  })
}

/** The last page is left: coming back to it leads to the beginning. */
export async function leaveRecovery(deps: Deps, organisation: Organisation, client: Pick<Client, 'browser'>): Promise<void> {
  const journey = await findRecovery(deps, organisation, client)
  if (journey?.state === 'done') await moveJourney(deps, journey, { state: 'left', isFinished: true })
}

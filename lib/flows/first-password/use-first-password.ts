import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney, findJourney, type Journey, moveJourney } from '@/lib/journeys/journey'
import { countUse } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import type { BrokenRule } from '@/lib/passwords/find-broken-rules'
import { setPassword } from '@/lib/passwords/set-password'
import { forgetFailures } from '@/lib/passwords/unlock-password'
import { checkFirstPassword, spendFirstPassword } from '@/lib/passwords/use-first-password'
import { changeUsername } from '@/lib/people/change-username'
import { findPerson, findPersonByIdentifier } from '@/lib/people/find-person'
import { holdActive } from '@/lib/people/hold-person'
import { identifierKey, type Person } from '@/lib/people/rules'
import { allOrNothing } from '../all-or-nothing'
import { type Client, failedSignInsHere, whereFrom } from '../client'
import { closeOldWays } from '../close-old-ways'
import { countHere } from '../count-here'
import { checkOwnWay, type OwnWayFailure } from '../own-factors/check-own-way'
import { findWays, isOwn, type OwnWay } from '../own-factors/ways'
import { recordRefusedCode } from '../record-refused-code'
import { tellPerson } from '../tell-person'

type ChoosingData = { firstPasswordId: string }
const kind = 'choose-sign-in'

/** Tries at one member number an hour; with 55 bits of chance more than enough for honest mistakes. */
const triesAnHour = 20

/** Member number, or another name of somebody who has none, and first-time password (F2): opens the page to choose a user name and password, and nothing else. */
export async function submitFirstPassword(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  memberNumber: string,
  typed: string,
): Promise<Result<'choosing' | 'awaiting-own-factor', 'first.wrong' | 'signIn.tooManyFromHere'>> {
  const isTooMany = await countHere(deps, organisation, client, { ...failedSignInsHere(organisation, client), name: 'first-password-try' })
  const number = identifierKey(memberNumber)
  const tries = await countUse(deps, { name: 'first-password', key: `${organisation.id} ${number}`, max: triesAnHour, windowSeconds: 3_600 })
  if (isTooMany) return failure('signIn.tooManyFromHere')
  const found = await findPersonByIdentifier(deps, organisation.id, memberNumber)
  const person = found?.status === 'active' && (!found.memberNumber || identifierKey(found.memberNumber) === number) ? found : null
  const firstPasswordId = await checkFirstPassword(deps, organisation.id, person?.id ?? null, typed)
  const isRight = person !== null && firstPasswordId !== null && !tries.isOver
  await recordEvent(deps, {
    organisationId: organisation.id,
    act: 'first-password.typed',
    outcome: isRight ? 'success' : 'failure',
    subjectId: person?.id ?? null,
    personal: whereFrom(client),
  })
  if (!isRight) return failure('first.wrong')
  const data: ChoosingData = { firstPasswordId }
  const state = isOwn(await findWays(deps, organisation, person, client)) ? 'awaiting-own-factor' : 'choosing'
  await beginJourney(deps, { organisationId: organisation.id, kind, state, browser: client.browser, personId: person.id, data, minutes: 30 })
  return success(state)
}

/** Somebody with an app shows it before a new password, as at the way back in: what was sent to a telephone opens no more than a sign-in does. */
export async function submitOwnFactor(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
  { way, typed }: { way: OwnWay; typed: string },
): Promise<Result<null, OwnWayFailure | 'recover.ended'>> {
  const waiting = await findChoosing(deps, organisation, client, journeyId, 'awaiting-own-factor')
  if (!waiting) return failure('recover.ended')
  const { journey, person } = waiting
  const checked = await checkOwnWay(deps, organisation, client, person, way, typed)
  if (!checked.ok) {
    await recordRefusedCode(deps, { organisation, client, act: 'first-password.factor-refused', why: checked.failure, subjectId: person.id })
    return checked
  }
  return (await moveJourney(deps, journey, { state: 'choosing' })) ? success(null) : failure('recover.ended')
}

/** Who chooses in this browser now, or is to show an own factor first. */
export async function findChoosing(
  deps: Deps,
  organisation: Organisation,
  client: Pick<Client, 'browser'>,
  id?: string,
  state: 'choosing' | 'awaiting-own-factor' = 'choosing',
): Promise<{ journey: Journey<ChoosingData>; person: Person } | null> {
  const journey = await findJourney<ChoosingData>(deps, { organisationId: organisation.id, kind, browser: client.browser, id })
  const person = journey?.state === state && journey.personId ? await findPerson(deps, organisation.id, journey.personId) : null
  return journey && person?.status === 'active' ? { journey, person } : null
}

/** Saves the own user name and password (F3); the first-time password is used up with it, and nobody is signed in. */
export async function chooseSignIn(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  { journeyId, username, newPassword }: { journeyId: string; username: string; newPassword: string },
): Promise<Result<null, 'recover.ended' | 'first.username.taken' | BrokenRule[]>> {
  const choosing = await findChoosing(deps, organisation, client, journeyId)
  if (!choosing) return failure('recover.ended')
  const { journey, person } = choosing
  return allOrNothing<null, 'recover.ended' | 'first.username.taken' | BrokenRule[]>(deps, async (deps) => {
    if (!(await holdActive(deps, organisation.id, person.id))) return failure('recover.ended')
    const isSpent = await spendFirstPassword(deps, organisation.id, journey.data.firstPasswordId)
    if (!isSpent || !(await moveJourney(deps, journey, { state: 'done', isFinished: true }))) return failure('recover.ended')
    const named = await changeUsername(deps, organisation.id, person.id, username)
    if (!named.ok) return named
    await forgetFailures(deps, organisation.id, person.id)
    await closeOldWays(deps, organisation.id, person.id, 'password-change', { journeyId: journey.id })
    await tellPerson(deps, organisation, person, 'password-changed', {}, { everywhere: true })
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: 'first-password.used',
      outcome: 'success',
      actorId: person.id,
      personal: whereFrom(client),
    })
    return setPassword(deps, { organisation, person: { ...person, username }, newPassword, by: 'staff' })
  })
}

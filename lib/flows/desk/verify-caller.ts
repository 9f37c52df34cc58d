import { randomInt } from 'node:crypto'
import { recordEvent } from '@/lib/audit/record-event'
import { recordCall } from '@/lib/cases/record-call'
import { type CodeFailure, checkCode } from '@/lib/codes/check-code'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney, findJourney, type Journey, moveJourney } from '@/lib/journeys/journey'
import { endJourneysOfPerson, findJourneyEnd, findJourneyOfPerson } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { changeMobile } from '@/lib/people/change-mobile'
import type { Person } from '@/lib/people/rules'
import { speak } from '@/lib/words/speak'
import { allOrNothing } from '../all-or-nothing'
import type { Client } from '../client'
import { type SendCodeFailure, sendCode } from '../send-code'
import { languageOf } from '../tell-person'
import { allowAct, type DeskFailure, type DeskWish } from './allow-act'

/**
 * A case worker makes sure who is on the telephone: a code to the registered number, read back by the caller. Both sides
 * see the same two words (security.md, idea 2), so that the person knows that it is the desk. A number that nobody has
 * proved yet is proved the same way, and tells nothing of who calls.
 */
type Call = { staffId: string; reason: string; words: string; caseNumber: number; mobile: string; proves: 'caller' | 'number' }
export type CallerCheck = Journey<Call>
type Staff = { staffId: string; client: Client }

const checkKind = 'caller-check'
/** How long a call waits for its code; minutes. */
const callMinutes = 30
/** How long the desk may rely on it; minutes. */
const verifiedMinutes = 30

export async function beginVerification(
  deps: Deps,
  organisation: Organisation,
  wish: DeskWish & { client: Client; actorId: string },
): Promise<Result<null, DeskFailure | SendCodeFailure | 'desk.noMobile' | 'desk.notActive'>> {
  const allowed = await allowAct(deps, organisation, 'desk.verify-caller', wish)
  if (!allowed.ok) return allowed
  const { person, event } = allowed.value
  const { mobile } = person
  if (!mobile) return failure('desk.noMobile')
  if (person.status === 'disabled') return failure('desk.notActive')
  const whose = { organisationId: organisation.id, personId: person.id }
  const proves = person.mobileValidatedAt ? 'caller' : 'number'
  const begun = await allOrNothing<null, SendCodeFailure>(deps, async (deps) => {
    await endJourneysOfPerson(deps, organisation.id, checkKind, person.id)
    const caseNumber = await recordCall(deps, { ...whose, told: `${proves}-code` })
    const data: Call = { staffId: wish.actorId, reason: wish.reason, words: drawWords(organisation, person), caseNumber, mobile, proves }
    const begin = { ...whose, kind: checkKind, state: 'awaiting-code', browser: wish.client.browser, data, minutes: callMinutes }
    const sent = await sendCallerCode(deps, organisation, wish.client, person, await beginJourney(deps, begin))
    if (sent.ok) await recordEvent(deps, { ...event, act: 'desk.caller-asked', outcome: 'success', details: { case: caseNumber, proves } })
    return sent
  })
  if (!begun.ok) await recordEvent(deps, { ...event, act: 'desk.caller-asked', outcome: 'failure', details: { why: begun.failure, proves } })
  return begun
}

/** The call that this browser of this member of staff has with the person and that waits for its code. */
export async function findVerification(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  { staffId, client }: { staffId: string; client: Pick<Client, 'browser'> },
  personId: string,
  id?: string,
): Promise<CallerCheck | null> {
  const check: CallerCheck | null = await findJourney(deps, { organisationId: organisation.id, kind: checkKind, browser: client.browser, id })
  return check?.personId === personId && check.data.staffId === staffId ? check : null
}

/** Another code for the same call; the earlier one is worthless, its wrong tries stay counted. */
export async function resendVerification(
  deps: Deps,
  organisation: Organisation,
  { staffId, client }: Staff,
  personId: string,
  journeyId: string,
): Promise<Result<null, DeskFailure | SendCodeFailure | 'details.ended'>> {
  const found = await findCall(deps, organisation, { staffId, client }, personId, journeyId)
  if (!found.ok) return found
  const { check, person, event } = found.value
  const sent = await sendCallerCode(deps, organisation, client, person, check)
  const details = { case: check.data.caseNumber, proves: check.data.proves }
  if (sent.ok) await recordEvent(deps, { ...event, act: 'desk.caller-asked', outcome: 'success', details })
  else await recordEvent(deps, { ...event, act: 'desk.caller-asked', outcome: 'failure', details: { ...details, why: sent.failure } })
  return sent
}

/** The code as the caller read it. */
export async function submitVerification(
  deps: Deps,
  organisation: Organisation,
  { staffId, client }: Staff,
  personId: string,
  { journeyId, typed }: { journeyId: string; typed: string },
): Promise<Result<Call['proves'], DeskFailure | CodeFailure | 'details.ended'>> {
  const found = await findCall(deps, organisation, { staffId, client }, personId, journeyId)
  if (!found.ok) return found
  const { check, event } = found.value
  const { proves, caseNumber, mobile } = check.data
  const told = { ...event, act: proves === 'caller' ? 'desk.caller-verified' : 'desk.number-proved' }
  const checked = await checkCode(deps, { organisation, journeyId: check.id, purpose: 'caller', personId }, typed)
  if (!checked.ok) {
    await recordEvent(deps, { ...told, outcome: 'failure', details: { case: caseNumber, why: checked.failure } })
    return checked
  }
  return allOrNothing<Call['proves'], 'details.ended'>(deps, async (deps) => {
    if (!(await moveJourney(deps, check, { state: proves, isFinished: true }))) return failure('details.ended')
    if (proves === 'number') await changeMobile(deps, organisation.id, personId, mobile)
    await recordEvent(deps, { ...told, outcome: 'success', details: { case: caseNumber } })
    return success(proves)
  })
}

/** When the person's caller was verified last, while the desk may still rely on it. */
export const findVerifiedAt = (deps: Deps, organisationId: string, personId: string): Promise<Date | null> =>
  findJourneyEnd(deps, organisationId, checkKind, personId, 'caller', verifiedMinutes)

/** What the person's own pages say of a call that goes on. */
export async function findOwnCall(deps: Deps, organisationId: string, personId: string): Promise<Pick<Call, 'words' | 'caseNumber'> | null> {
  return (await findJourneyOfPerson<Call>(deps, organisationId, checkKind, personId))?.data ?? null
}

/** The right and the number may have gone since the call began. */
async function findCall(deps: Deps, organisation: Organisation, { staffId, client }: Staff, personId: string, journeyId: string) {
  const check = await findVerification(deps, organisation, { staffId, client }, personId, journeyId)
  if (!check) return failure('details.ended' as const)
  const allowed = await allowAct(deps, organisation, 'desk.verify-caller', { actorId: staffId, client, personId, reason: check.data.reason })
  if (!allowed.ok) return allowed
  const { person, event } = allowed.value
  return person.mobile === check.data.mobile ? success({ check, person, event }) : failure('details.ended' as const)
}

function sendCallerCode(deps: Deps, organisation: Organisation, client: Client, person: Person, check: CallerCheck): Promise<Result<null, SendCodeFailure>> {
  const { mobile, words, proves } = check.data
  return sendCode(deps, {
    organisation,
    journeyId: check.id,
    purpose: 'caller',
    template: `${proves}-code`,
    personId: person.id,
    channel: 'sms',
    recipient: mobile,
    language: languageOf(organisation, person),
    client,
    values: { words },
  })
}

/** Two different words of the person's language. */
function drawWords(organisation: Organisation, person: Person): string {
  const all = speak(languageOf(organisation, person))('desk.verify.words').split(' ')
  const first = randomInt(all.length)
  return `${all[first]} ${all[(first + 1 + randomInt(all.length - 1)) % all.length]}`
}

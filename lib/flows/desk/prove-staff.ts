import { recordEvent } from '@/lib/audit/record-event'
import { type CodeFailure, checkCode } from '@/lib/codes/check-code'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney, findOwnJourney, type Journey, moveJourney } from '@/lib/journeys/journey'
import { endJourneysOfPerson } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { renewSession } from '@/lib/sessions/end-sessions'
import { allOrNothing } from '../all-or-nothing'
import { type Client, whereFrom } from '../client'
import type { ProofAct } from '../own-factors/prove-way'
import { type SendCodeFailure, sendCode } from '../send-code'
import { languageOf } from '../tell-person'

type StaffProof = Journey<null>
type StaffSession = { id: string; personId: string }

const staffProofKind = 'staff-proof'
/** How long the page waits for the code; minutes. */
const proofMinutes = 30

/** A member of staff whose sign-in asked for a password alone, on the organisation's network say, is sent a code before the desk opens. */
export async function beginStaffProof(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  { personId }: StaffSession,
): Promise<Result<null, SendCodeFailure | 'desk.proof.noMobile'>> {
  const person = await findPerson(deps, organisation.id, personId)
  if (!person?.mobile || !person.mobileValidatedAt) return failure('desk.proof.noMobile')
  const { mobile } = person
  const begin = { organisationId: organisation.id, kind: staffProofKind, state: 'awaiting-code', browser: client.browser, personId, data: null }
  return allOrNothing(deps, async (deps) => {
    const waiting = await findStaffProof(deps, organisation, client, personId)
    if (!waiting) await endJourneysOfPerson(deps, organisation.id, staffProofKind, personId)
    const journey = waiting ?? (await beginJourney(deps, { ...begin, minutes: proofMinutes }))
    return sendCode(deps, {
      organisation,
      journeyId: journey.id,
      purpose: 'staff',
      template: 'second-factor-code',
      personId,
      channel: 'sms',
      recipient: mobile,
      language: languageOf(organisation, person),
      client,
    })
  })
}

/** The proof that this browser began for this member of staff and that waits for its code. */
export function findStaffProof(
  deps: Deps,
  organisation: Organisation,
  client: Pick<Client, 'browser'>,
  personId: string,
  id?: string,
): Promise<StaffProof | null> {
  return findOwnJourney(deps, { organisationId: organisation.id, kind: staffProofKind, browser: client.browser, id }, { personId, state: 'awaiting-code' })
}

/** With the right code the session counts as proved by two factors, under a new id (security.md 44). Returns that id. */
export async function submitStaffProof(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  session: StaffSession,
  journeyId: string,
  typed: string,
  act: ProofAct = 'desk.proved',
): Promise<Result<string, CodeFailure | 'details.ended'>> {
  const journey = await findStaffProof(deps, organisation, client, session.personId, journeyId)
  if (!journey) return failure('details.ended')
  const event = { organisationId: organisation.id, act, actorId: session.personId, personal: whereFrom(client) }
  const checked = await checkCode(deps, { organisation, journeyId: journey.id, purpose: 'staff', personId: session.personId }, typed)
  if (!checked.ok) {
    await recordEvent(deps, { ...event, outcome: 'failure', details: { why: checked.failure } })
    return checked
  }
  return allOrNothing<string, 'details.ended'>(deps, async (deps) => {
    if (!(await moveJourney(deps, journey, { state: 'done', isFinished: true }))) return failure('details.ended')
    const token = await renewSession(deps, organisation.id, session.id, 'sms')
    if (!token) return failure('details.ended')
    await recordEvent(deps, { ...event, outcome: 'success', details: { factor: 'sms' } })
    return success(token)
  })
}

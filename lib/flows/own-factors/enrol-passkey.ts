import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { listFactors } from '@/lib/factors/list-factors'
import { keepPasskey, newPasskeyRequest, type PasskeyFailure, tryNewPasskey } from '@/lib/factors/passkeys'
import { beginJourney, findJourney, type Journey, moveJourney } from '@/lib/journeys/journey'
import { endJourneysOfPerson } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { holdActive } from '@/lib/people/hold-person'
import { fullName, signInName } from '@/lib/people/rules'
import { renewSession } from '@/lib/sessions/end-sessions'
import { allOrNothing } from '../all-or-nothing'
import type { Proof } from '../change-details/prove-password'
import { type Client, placeOfKeys, whereFrom } from '../client'
import { recordRefusedCode } from '../record-refused-code'
import { recoveryKind } from '../recover/journey'
import { tellPerson } from '../tell-person'
import type { EnrolFailure, Enrolled } from './enrol-app'
import { showNewCodes } from './show-codes'
import { findWays, isProofDue } from './ways'

/** `handle`: the person's own for the authenticator; `options`: what the browser is told. */
type Enrolment = Journey<{ name: string; host: string; handle: string; options: string }>
const enrolmentKind = 'enrol-passkey'
const enrolmentMinutes = 30
const mostPasskeys = 10

type PasskeyEnrolFailure = Exclude<EnrolFailure, 'factor.full'> | 'factor.fullPasskeys'

/** What the browser is to make; nothing counts before it has. The password and, where there is one, a second factor were proved. */
export function beginPasskey(deps: Deps, organisation: Organisation, client: Client, proof: Proof, name: string): Promise<Result<null, PasskeyEnrolFailure>> {
  const { personId } = proof
  const { host } = placeOfKeys(client)
  return allOrNothing<null, PasskeyEnrolFailure>(deps, async (deps) => {
    const person = await holdActive(deps, organisation.id, personId)
    if (!person || !organisation.settings.factors.arePasskeysOffered) return failure('details.ended')
    if (isProofDue(await findWays(deps, organisation, person, client), proof.factors)) return failure('factor.proofDue')
    if ((await listFactors(deps, organisation.id, personId)).passkeys.length >= mostPasskeys) return failure('factor.fullPasskeys')
    await endJourneysOfPerson(deps, organisation.id, enrolmentKind, personId)
    const naming = { organisation: organisation.settings.name, account: signInName(person), displayName: fullName(person) || signInName(person) }
    const { options, handle } = await newPasskeyRequest(deps, { organisationId: organisation.id, personId }, host, naming)
    const begin = { organisationId: organisation.id, kind: enrolmentKind, state: 'awaiting-passkey', browser: client.browser, personId }
    await beginJourney(deps, { ...begin, minutes: enrolmentMinutes, data: { name, host, handle, options } })
    return success(null)
  })
}

/** The passkey that this browser began to make for this person. */
export async function findPasskeyEnrolment(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  client: Pick<Client, 'browser'>,
  personId: string,
  id?: string,
): Promise<Enrolment | null> {
  const journey: Enrolment | null = await findJourney(deps, { organisationId: organisation.id, kind: enrolmentKind, browser: client.browser, id })
  return journey?.personId === personId && journey.state === 'awaiting-passkey' ? journey : null
}

/** The passkey as the browser made it. With somebody's first own factor come recovery codes. */
export async function submitNewPasskey(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  session: { id: string; personId: string },
  journeyId: string,
  typed: string,
): Promise<Result<Enrolled, PasskeyFailure | 'details.ended'>> {
  const { personId } = session
  const organisationId = organisation.id
  const owner = { organisationId, personId }
  const place = placeOfKeys(client)
  const journey = await findPasskeyEnrolment(deps, organisation, client, personId, journeyId)
  const person = await findPerson(deps, organisationId, personId)
  if (journey?.data.host !== place.host || person?.status !== 'active' || !organisation.settings.factors.arePasskeysOffered) return failure('details.ended')
  const made = await tryNewPasskey(deps, owner, place, typed)
  if (!made.ok) {
    await recordRefusedCode(deps, { organisation, client, act: 'factor.code-refused', why: made.failure, actorId: personId })
    return made
  }
  return allOrNothing<Enrolled, 'details.ended'>(deps, async (deps) => {
    if (!(await holdActive(deps, organisationId, personId))) return failure('details.ended')
    if (!(await moveJourney(deps, journey, { state: 'done', isFinished: true }))) return failure('details.ended')
    const hasNewCodes = !(await listFactors(deps, organisationId, personId)).recoveryCodes?.left
    await keepPasskey(deps, owner, journey.data, made.value)
    if (hasNewCodes) await showNewCodes(deps, organisation, client, person)
    // A way back in that began when less had to be proved ends.
    await endJourneysOfPerson(deps, organisationId, recoveryKind, personId)
    await tellPerson(deps, organisation, person, 'factor-added', { factor: 'passkey' }, { everywhere: true })
    const event = { organisationId, act: 'factor.added', outcome: 'success', actorId: personId } as const
    await recordEvent(deps, { ...event, details: { kind: 'passkey' }, personal: { ...whereFrom(client), name: journey.data.name } })
    const token = await renewSession(deps, organisationId, session.id, 'passkey')
    return token ? success({ hasNewCodes, token }) : failure('details.ended')
  })
}

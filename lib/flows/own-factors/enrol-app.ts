import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { newAppSecret } from '@/lib/factors/app-secret'
import { keepApp, tryNewApp } from '@/lib/factors/keep-app'
import { listFactors } from '@/lib/factors/list-factors'
import { beginJourney, findJourney, type Journey, moveJourney } from '@/lib/journeys/journey'
import { endJourneysOfPerson } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { holdActive } from '@/lib/people/hold-person'
import { renewSession } from '@/lib/sessions/end-sessions'
import { allOrNothing } from '../all-or-nothing'
import type { Proof } from '../change-details/prove-password'
import { type Client, whereFrom } from '../client'
import { recordRefusedCode } from '../record-refused-code'
import { recoveryKind } from '../recover/journey'
import { tellPerson } from '../tell-person'
import { showNewCodes } from './show-codes'
import { findWays, isProofDue } from './ways'

/** `secret` in base64 */
type Enrolment = Journey<{ name: string; secret: string }>
const enrolmentKind = 'enrol-app'
/** How long the page with the QR code waits for the first code; minutes. */
const enrolmentMinutes = 30
/** More than anybody has telephones. */
const mostApps = 5

/** `token`: the session's new id, for its cookie: it counts as proved by two factors now. */
export type Enrolled = { hasNewCodes: boolean; token: string }
export type EnrolFailure = 'details.ended' | 'factor.proofDue' | 'factor.full'

/** A new secret for an app; nothing counts before the app has shown a code of it. The password and, where there is one, a second factor were proved. */
export function beginApp(deps: Deps, organisation: Organisation, client: Client, proof: Proof, name: string): Promise<Result<null, EnrolFailure>> {
  const { personId } = proof
  return allOrNothing<null, EnrolFailure>(deps, async (deps) => {
    const person = await holdActive(deps, organisation.id, personId)
    if (!person || !organisation.settings.factors.areAppsOffered) return failure('details.ended')
    if (isProofDue(await findWays(deps, organisation, person, client), proof.factors)) return failure('factor.proofDue')
    if ((await listFactors(deps, organisation.id, personId)).apps.length >= mostApps) return failure('factor.full')
    await endJourneysOfPerson(deps, organisation.id, enrolmentKind, personId)
    const begin = { organisationId: organisation.id, kind: enrolmentKind, state: 'awaiting-app', browser: client.browser, personId, minutes: enrolmentMinutes }
    await beginJourney(deps, { ...begin, data: { name, secret: newAppSecret().toString('base64') } })
    return success(null)
  })
}

/** The app that this browser began to set up for this person. */
export async function findEnrolment(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  client: Pick<Client, 'browser'>,
  personId: string,
  id?: string,
): Promise<Enrolment | null> {
  const journey: Enrolment | null = await findJourney(deps, { organisationId: organisation.id, kind: enrolmentKind, browser: client.browser, id })
  return journey?.personId === personId && journey.state === 'awaiting-app' ? journey : null
}

/** The first code of the app: from now on it is asked for. With somebody's first own factor come recovery codes. */
export async function submitApp(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  session: { id: string; personId: string },
  journeyId: string,
  typed: string,
): Promise<Result<Enrolled, 'factor.app.format' | 'factor.app.wrong' | 'factor.tooMany' | 'details.ended'>> {
  const { personId } = session
  const journey = await findEnrolment(deps, organisation, client, personId, journeyId)
  const person = await findPerson(deps, organisation.id, personId)
  if (!journey || person?.status !== 'active' || !organisation.settings.factors.areAppsOffered) return failure('details.ended')
  const organisationId = organisation.id
  const app = { organisationId, personId, name: journey.data.name, secret: Buffer.from(journey.data.secret, 'base64') }
  const tried = await tryNewApp(deps, app, typed)
  if (!tried.ok) {
    await recordRefusedCode(deps, { organisation, client, act: 'factor.code-refused', why: tried.failure, actorId: personId })
    return tried
  }
  return allOrNothing<Enrolled, 'details.ended'>(deps, async (deps) => {
    if (!(await holdActive(deps, organisationId, personId))) return failure('details.ended')
    if (!(await moveJourney(deps, journey, { state: 'done', isFinished: true }))) return failure('details.ended')
    const hasNewCodes = !(await listFactors(deps, organisationId, personId)).recoveryCodes?.left
    await keepApp(deps, app, tried.value)
    if (hasNewCodes) await showNewCodes(deps, organisation, client, person)
    // A way back in that began when less had to be proved ends.
    await endJourneysOfPerson(deps, organisationId, recoveryKind, personId)
    await tellPerson(deps, organisation, person, 'factor-added', { factor: 'app' }, { everywhere: true })
    const event = { organisationId, act: 'factor.added', outcome: 'success', actorId: personId } as const
    await recordEvent(deps, { ...event, details: { kind: 'app' }, personal: { ...whereFrom(client), name: app.name } })
    const token = await renewSession(deps, organisationId, session.id, 'app')
    return token ? success({ hasNewCodes, token }) : failure('details.ended')
  })
}

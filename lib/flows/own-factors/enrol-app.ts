import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { newAppSecret } from '@/lib/factors/app-secret'
import { keepApp, tryNewApp } from '@/lib/factors/keep-app'
import { listFactors } from '@/lib/factors/list-factors'
import { beginJourney, findOwnJourney, type Journey } from '@/lib/journeys/journey'
import { endJourneysOfPerson } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { holdActive } from '@/lib/people/hold-person'
import { allOrNothing } from '../all-or-nothing'
import type { Proof } from '../change-details/prove-password'
import type { Client } from '../client'
import { recordRefusedCode } from '../record-refused-code'
import { factorsOfGroups } from './factors-of-groups'
import { type Enrolled, finishEnrolment } from './finish-enrolment'
import { findWays, isProofDue } from './ways'

/** `secret` in base64 */
type Enrolment = Journey<{ name: string; secret: string }>
const enrolmentKind = 'enrol-app'
/** How long the page with the QR code waits for the first code; minutes. */
const enrolmentMinutes = 30
/** More than anybody has telephones. */
const mostApps = 5

export type EnrolFailure = 'details.ended' | 'factor.proofDue' | 'factor.full'

/** A new secret for an app; nothing counts before the app has shown a code of it. The password and, where there is one, a second factor were proved. */
export function beginApp(deps: Deps, organisation: Organisation, client: Client, proof: Proof, name: string): Promise<Result<null, EnrolFailure>> {
  const { personId } = proof
  return allOrNothing<null, EnrolFailure>(deps, async (deps) => {
    const person = await holdActive(deps, organisation.id, personId)
    if (!person || !organisation.settings.factors.areAppsOffered) return failure('details.ended')
    if (!(await factorsOfGroups(deps, organisation, personId)).isOffered) return failure('details.ended')
    if (isProofDue(await findWays(deps, organisation, person, client), proof.factors)) return failure('factor.proofDue')
    if ((await listFactors(deps, organisation.id, personId)).apps.length >= mostApps) return failure('factor.full')
    await endJourneysOfPerson(deps, organisation.id, enrolmentKind, personId)
    const begin = { organisationId: organisation.id, kind: enrolmentKind, state: 'awaiting-app', browser: client.browser, personId, minutes: enrolmentMinutes }
    await beginJourney(deps, { ...begin, data: { name, secret: newAppSecret().toString('base64') } })
    return success(null)
  })
}

/** The app that this browser began to set up for this person. */
export function findEnrolment(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  client: Pick<Client, 'browser'>,
  personId: string,
  id?: string,
): Promise<Enrolment | null> {
  return findOwnJourney(deps, { organisationId: organisation.id, kind: enrolmentKind, browser: client.browser, id }, { personId, state: 'awaiting-app' })
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
  return finishEnrolment(deps, organisation, client, { session, person, journey, factor: 'app', keep: (deps) => keepApp(deps, app, tried.value) })
}

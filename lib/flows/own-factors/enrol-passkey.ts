import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { listFactors } from '@/lib/factors/list-factors'
import { keepPasskey, newPasskeyRequest, type PasskeyFailure, tryNewPasskey } from '@/lib/factors/passkeys'
import { beginJourney, findOwnJourney, type Journey } from '@/lib/journeys/journey'
import { endJourneysOfPerson } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { holdActive } from '@/lib/people/hold-person'
import { fullName, signInName } from '@/lib/people/rules'
import { allOrNothing } from '../all-or-nothing'
import type { Proof } from '../change-details/prove-password'
import { type Client, placeOfKeys } from '../client'
import { recordRefusedCode } from '../record-refused-code'
import type { EnrolFailure } from './enrol-app'
import { factorsOfGroups } from './factors-of-groups'
import { type Enrolled, finishEnrolment } from './finish-enrolment'
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
    if (!(await factorsOfGroups(deps, organisation, personId)).isOffered) return failure('details.ended')
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
export function findPasskeyEnrolment(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  client: Pick<Client, 'browser'>,
  personId: string,
  id?: string,
): Promise<Enrolment | null> {
  return findOwnJourney(deps, { organisationId: organisation.id, kind: enrolmentKind, browser: client.browser, id }, { personId, state: 'awaiting-passkey' })
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
  return finishEnrolment(deps, organisation, client, {
    session,
    person,
    journey,
    factor: 'passkey',
    keep: (deps) => keepPasskey(deps, owner, journey.data, made.value),
  })
}

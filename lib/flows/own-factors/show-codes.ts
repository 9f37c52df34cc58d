import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { makeRecoveryCodes } from '@/lib/factors/recovery-codes'
import { beginJourney, findOwnJourney, type Journey, moveJourney } from '@/lib/journeys/journey'
import { endJourneysOfPerson } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { holdActive } from '@/lib/people/hold-person'
import type { Person } from '@/lib/people/rules'
import { allOrNothing } from '../all-or-nothing'
import type { Proof } from '../change-details/prove-password'
import { type Client, whereFrom } from '../client'
import { tellPerson } from '../tell-person'
import { findWays, isOwn, isProofDue } from './ways'

type Showing = Journey<{ codes: string[] }>
const showingKind = 'recovery-codes'
/** How long the page with new codes can be read; minutes. */
const showingMinutes = 10

export type CodesFailure = 'details.ended' | 'factor.proofDue'

/** Ten new recovery codes in place of the earlier ones, for somebody who has just shown the password and has an own factor. */
export async function renewRecoveryCodes(deps: Deps, organisation: Organisation, client: Client, proof: Proof): Promise<Result<null, CodesFailure>> {
  return allOrNothing<null, CodesFailure>(deps, async (deps) => {
    const person = await holdActive(deps, organisation.id, proof.personId)
    if (!person) return failure('details.ended')
    const ways = await findWays(deps, organisation, person, client)
    if (isProofDue(ways, proof.factors)) return failure('factor.proofDue')
    if (!isOwn(ways)) return failure('details.ended')
    await showNewCodes(deps, organisation, client, person)
    await tellPerson(deps, organisation, person, 'factor-added', { factor: 'codes' }, { everywhere: true })
    return success(null)
  })
}

/** Makes codes and keeps them sealed, for this browser, until they are read. Call it in a transaction. */
export async function showNewCodes(deps: Deps, { id: organisationId }: Organisation, client: Client, { id: personId }: Person): Promise<void> {
  await endJourneysOfPerson(deps, organisationId, showingKind, personId)
  const codes = await makeRecoveryCodes(deps, organisationId, personId)
  const begin = { organisationId, kind: showingKind, state: 'showing', browser: client.browser, personId, minutes: showingMinutes }
  await beginJourney(deps, { ...begin, data: { codes } })
  const event = { organisationId, act: 'recovery-codes.made', outcome: 'success', actorId: personId } as const
  await recordEvent(deps, { ...event, details: { count: codes.length }, personal: whereFrom(client) })
}

/** The new codes that this browser has not put away yet. */
export function findShownCodes(deps: Deps, organisation: Pick<Organisation, 'id'>, client: Pick<Client, 'browser'>, personId: string): Promise<Showing | null> {
  return findOwnJourney(deps, { organisationId: organisation.id, kind: showingKind, browser: client.browser }, { personId, state: 'showing' })
}

/** They stand on paper now, and are never shown again. */
export async function putCodesAway(deps: Deps, organisation: Pick<Organisation, 'id'>, client: Pick<Client, 'browser'>, personId: string): Promise<void> {
  const journey = await findShownCodes(deps, organisation, client, personId)
  if (journey) await moveJourney(deps, journey, { state: 'put-away', isFinished: true })
}

import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { removeFactor } from '@/lib/factors/remove-factors'
import type { Organisation } from '@/lib/organisations/schema'
import { holdActive } from '@/lib/people/hold-person'
import { allOrNothing } from '../all-or-nothing'
import type { Proof } from '../change-details/prove-password'
import { type Client, whereFrom } from '../client'
import { tellPerson } from '../tell-person'
import { findWays, isProofDue } from './ways'

export type RemoveFailure = 'details.ended' | 'factor.proofDue' | 'factor.gone'

/** Takes one of the person's own factors away; the password and a second factor were proved, and every address is told. */
export function removeOwnFactor(deps: Deps, organisation: Organisation, client: Client, proof: Proof, id: string): Promise<Result<null, RemoveFailure>> {
  return allOrNothing<null, RemoveFailure>(deps, async (deps) => {
    const person = await holdActive(deps, organisation.id, proof.personId)
    if (!person) return failure('details.ended')
    if (isProofDue(await findWays(deps, organisation, person, client), proof.factors)) return failure('factor.proofDue')
    const kind = await removeFactor(deps, organisation.id, person.id, id)
    if (!kind) return failure('factor.gone')
    await tellPerson(deps, organisation, person, 'factor-removed', { factor: kind }, { everywhere: true })
    const event = { organisationId: organisation.id, act: 'factor.removed', outcome: 'success', actorId: person.id } as const
    await recordEvent(deps, { ...event, details: { kind }, personal: whereFrom(client) })
    return success(null)
  })
}

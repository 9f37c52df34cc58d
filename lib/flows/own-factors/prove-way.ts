import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { renewSession } from '@/lib/sessions/end-sessions'
import { type Client, whereFrom } from '../client'
import { checkOwnWay, type OwnWayFailure } from './check-own-way'
import type { OwnWay } from './ways'

type Session = { id: string; personId: string }
/** What the second factor is proved for: the desk, or a change of one's own factors. */
export type ProofAct = 'desk.proved' | 'factor.proved'

/** With a right code of one's own the session counts as proved by two factors, under a new id (security.md 44). Returns that id. */
export async function proveWay(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  session: Session,
  { way, typed, act }: { way: OwnWay; typed: string; act: ProofAct },
): Promise<Result<string, OwnWayFailure | 'details.ended'>> {
  const person = await findPerson(deps, organisation.id, session.personId)
  if (person?.status !== 'active') return failure('details.ended')
  const event = { organisationId: organisation.id, act, actorId: person.id, personal: whereFrom(client) }
  const checked = await checkOwnWay(deps, organisation, client, person, way, typed)
  if (!checked.ok) {
    await recordEvent(deps, { ...event, outcome: 'failure', details: { why: checked.failure } })
    return checked
  }
  const token = await renewSession(deps, organisation.id, session.id, way)
  if (!token) return failure('details.ended')
  await recordEvent(deps, { ...event, outcome: 'success', details: { factor: way } })
  return success(token)
}

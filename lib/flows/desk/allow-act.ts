import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson, isWithinReach } from '@/lib/people/find-person'
import { findGrants } from '@/lib/people/membership'
import type { Person } from '@/lib/people/rules'
import { everybody, isShielded, may, type Right, reachOf } from '@/lib/permissions/rules'
import { type Client, whereFrom } from '../client'

export type DeskWish = {
  /** the member of staff; null for the operator's command line */
  actorId: string | null
  /** where the member of staff sits */
  client: Client | null
  personId: string
  reason: string
}
export type DeskFailure = 'desk.notAllowed' | 'desk.noReason' | 'desk.unknownPerson' | 'desk.isStaff'

/** What the audit says of an act beside what it did. */
export type DeskEvent = { organisationId: string; actorId: string | null; subjectId: string; personal: Record<string, string> }

/**
 * What every act at the desk asks first: the right of staff, read anew, so that a role that was taken away is gone at
 * once; a reason; the person. Who tried without the right, or on somebody whom it does not reach, is written down.
 */
export async function allowAct(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  right: Right,
  { actorId, client, personId, reason }: DeskWish,
): Promise<Result<{ person: Person; event: DeskEvent; by: 'staff' | 'operator' }, DeskFailure>> {
  const organisationId = organisation.id
  const personal = { ...(client ? whereFrom(client) : {}), reason: reason.trim().slice(0, 500) }
  const event = { organisationId, actorId, subjectId: personId, personal }
  const grants = actorId === null ? null : await findGrants(deps, organisationId, actorId)
  const isAllowed = grants === null || may(grants, right)
  const person = await findPerson(deps, organisationId, personId)
  const isReached = person !== null && isAllowed && (await isWithinReach(deps, organisationId, personId, grants ? reachOf(grants, right) : everybody))
  const isSafe = !person || actorId === null || !isShielded(person.roles, right)
  if (!isAllowed || !isSafe || (person && !isReached)) await recordEvent(deps, { ...event, act: 'desk.refused', outcome: 'failure', details: { right } })
  if (!isAllowed) return failure('desk.notAllowed')
  if (reason.trim() === '') return failure('desk.noReason')
  if (isReached && !isSafe) return failure('desk.isStaff')
  return isReached ? success({ person, event, by: actorId === null ? 'operator' : 'staff' }) : failure('desk.unknownPerson')
}

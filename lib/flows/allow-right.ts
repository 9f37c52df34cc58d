import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { findGrants } from '@/lib/people/membership'
import { may, type Right } from '@/lib/permissions/rules'
import { type Client, whereFrom } from './client'

export type StaffActor = { actorId: string; client: Client }

/** A right of staff, read anew, so that a role that was taken away is gone at once. Who tried without it is written down. */
export async function allowRight(
  deps: Deps,
  { id: organisationId }: Pick<Organisation, 'id'>,
  { actorId, client }: StaffActor,
  right: Right,
): Promise<boolean> {
  if (may(await findGrants(deps, organisationId, actorId), right)) return true
  await recordEvent(deps, { organisationId, act: 'desk.refused', outcome: 'failure', actorId, details: { right }, personal: whereFrom(client) })
  return false
}

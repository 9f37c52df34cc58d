import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { findElection } from '@/lib/elections/find-election'
import type { Election } from '@/lib/elections/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { findGrants } from '@/lib/people/membership'
import { may } from '@/lib/permissions/rules'
import { type Client, whereFrom } from '../client'

export type ElectionActor = { actorId: string; client: Client }
export type ElectionFailure = 'desk.notAllowed' | 'votes.gone'

/** The right of staff, read anew, so that a role that was taken away is gone at once. Who tried without it is written down. */
export async function allowElections(deps: Deps, { id: organisationId }: Pick<Organisation, 'id'>, { actorId, client }: ElectionActor): Promise<boolean> {
  if (may(await findGrants(deps, organisationId, actorId), 'votes.run')) return true
  const details = { right: 'votes.run' }
  await recordEvent(deps, { organisationId, act: 'desk.refused', outcome: 'failure', actorId, details, personal: whereFrom(client) })
  return false
}

/** The same, and the vote. */
export async function allowElection(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  actor: ElectionActor,
  electionId: string,
): Promise<Result<Election, ElectionFailure>> {
  if (!(await allowElections(deps, organisation, actor))) return failure('desk.notAllowed')
  const election = await findElection(deps, organisation.id, electionId)
  return election ? success(election) : failure('votes.gone')
}

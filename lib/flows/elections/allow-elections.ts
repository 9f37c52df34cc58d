import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { findElection } from '@/lib/elections/find-election'
import type { Election } from '@/lib/elections/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { allowRight, type StaffActor } from '../allow-right'

export type ElectionFailure = 'desk.notAllowed' | 'votes.gone'

export const allowElections = (deps: Deps, organisation: Pick<Organisation, 'id'>, actor: StaffActor) => allowRight(deps, organisation, actor, 'votes.run')

/** That right, and the vote. */
export async function allowElection(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  actor: StaffActor,
  electionId: string,
): Promise<Result<Election, ElectionFailure>> {
  if (!(await allowElections(deps, organisation, actor))) return failure('desk.notAllowed')
  const election = await findElection(deps, organisation.id, electionId)
  return election ? success(election) : failure('votes.gone')
}

import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import { failure, type Result, success } from '@/lib/core/result'
import { beginFreeze, countVoters } from '@/lib/elections/prepare-election'
import { findProblem, findShortage } from '@/lib/elections/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { countHolders } from '@/lib/people/roles/list-holders'
import type { WordKey } from '@/lib/words/keys'
import { allOrNothing } from '../all-or-nothing'
import type { StaffActor } from '../allow-right'
import { allowElection } from './allow-elections'
import { wakeElection } from './run-elections'
import { fitsOnSheet } from './sheet-text'
import { voteEvent } from './vote-event'

type Wish = { electionId: string; version: number }

/** From here on a vote is as it is: the worker writes the roll down and hands the manifest to the box. The caller has proved the officer's password. */
export async function freezeElection(deps: Deps, organisation: Organisation, actor: StaffActor, { electionId, version }: Wish): Promise<Result<null, WordKey>> {
  const allowed = await allowElection(deps, organisation, actor, electionId)
  if (!allowed.ok) return allowed
  const election = { ...allowed.value, version }
  if (election.mode === 'sealed' && !environment().BALLOT_BOX_URL) return failure('votes.problem.noBox')
  const problem = findProblem(election, organisation.settings.languages[0] ?? '', deps.now())
  if (problem) return failure(problem)
  if (election.paper !== 'none' && !fitsOnSheet(organisation, election)) return failure('votes.problem.sheet')
  const shortage = findShortage(election, await countHolders(deps, organisation.id, 'votes.run'))
  if (shortage) return failure(shortage)
  if ((await countVoters(deps, organisation.id, election.groupIds)) === 0) return failure('votes.problem.nobody')
  return allOrNothing<null, WordKey>(deps, async (deps) => {
    if (!(await beginFreeze(deps, election, actor.actorId))) return failure('votes.changed')
    await wakeElection(deps, { organisationId: organisation.id, electionId })
    await recordEvent(deps, voteEvent(organisation, actor, 'vote.frozen', electionId))
    return success(null)
  })
}

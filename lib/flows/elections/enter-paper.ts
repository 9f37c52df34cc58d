import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { enterPaper } from '@/lib/elections/read-papers'
import type { PaperChoices } from '@/lib/elections/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { allOrNothing } from '../all-or-nothing'
import type { StaffActor } from '../allow-right'
import { allowElection, type ElectionFailure } from './allow-elections'
import { wakeElection } from './run-elections'
import { voteEvent } from './vote-event'

type Entry = { electionId: string; paper: string; choices: PaperChoices }

/** What an officer reads on a paper ballot. The log tells that somebody read one, not which, nor what. The last one lets the count begin. */
export async function enterPaperBallot(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  { electionId, paper, choices }: Entry,
): Promise<Result<null, ElectionFailure | 'votes.papers.taken'>> {
  const allowed = await allowElection(deps, organisation, actor, electionId)
  if (!allowed.ok) return allowed
  return allOrNothing<null, ElectionFailure | 'votes.papers.taken'>(deps, async (deps) => {
    const entered = await enterPaper(deps, allowed.value, { paper, officer: actor.actorId, choices })
    if (!entered.ok) return failure(entered.failure)
    await recordEvent(deps, voteEvent(organisation, actor, 'vote.paperEntered', electionId))
    if (entered.value.waiting === 0) await wakeElection(deps, { organisationId: organisation.id, electionId })
    return success(null)
  })
}

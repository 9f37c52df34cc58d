import { requireStaff } from '@/lib/web/staff'
import { answerArchive } from '../../../../voting/answer-archive'
import { readVote } from '../../read-vote'

/** Everything that a checker needs, in one file. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('votes.run')
  return answerArchive(visit.deps, await readVote(visit, params))
}

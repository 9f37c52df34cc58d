import { requireMember } from '@/lib/web/session'
import { answerArchive } from '../../../../voting/answer-archive'
import { readOwnVote } from '../../read-own-vote'

/** Everything that a checker needs, in one file. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const visit = await requireMember()
  return answerArchive(visit.deps, await readOwnVote(visit, params))
}

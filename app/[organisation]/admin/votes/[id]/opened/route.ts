import { openedBallots } from '@/lib/elections/schema'
import { takeOpened } from '@/lib/flows/elections/officers-keys'
import { isFromHere } from '@/lib/web/origin'
import { requireStaff } from '@/lib/web/staff'
import { stamp } from '@/lib/web/stamps'
import { readVote } from '../../read-vote'

/** Takes what officers have opened in their browser. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const visit = await requireStaff('votes.run')
  const { deps, organisation, client, session } = visit
  const { id } = await readVote(visit, params)
  if (!isFromHere(request.headers, request.headers.get(stamp.host) ?? '')) return new Response(null, { status: 400 })
  const opened = openedBallots.safeParse(await request.json().catch(() => null))
  if (!opened.success) return new Response(null, { status: 400 })
  const taken = await takeOpened(deps, organisation, { actorId: session.personId, client }, id, opened.data)
  return taken.ok ? Response.json({}) : new Response(null, { status: 409 })
}

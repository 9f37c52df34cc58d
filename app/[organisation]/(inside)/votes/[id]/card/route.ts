import { z } from 'zod'
import { findElectionOf } from '@/lib/elections/find-election'
import { issueCard } from '@/lib/elections/issue-card'
import { cardWish } from '@/lib/elections/schema'
import { isFromHere } from '@/lib/web/origin'
import { currentSession } from '@/lib/web/session'
import { stamp } from '@/lib/web/stamps'
import { openVisit } from '@/lib/web/visit'

const problems = { 'votes.card.elsewhere': 'elsewhere', 'votes.card.byPost': 'elsewhere', 'votes.card.over': 'over' } as const

/** Signs a voting card that the browser has blinded. No line, message or row of the log tells that it was asked for. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const session = await currentSession()
  if (!session) return new Response(null, { status: 401 })
  const { deps, organisation } = await openVisit()
  const id = z.uuid().safeParse((await params).id)
  if (!id.success) return new Response(null, { status: 404 })
  const wish = cardWish.safeParse(await request.json().catch(() => null))
  if (!wish.success || !isFromHere(request.headers, request.headers.get(stamp.host) ?? '')) {
    const election = await findElectionOf(deps, organisation.id, session.personId, id.data)
    return new Response(null, { status: election ? 400 : 404 })
  }
  const issued = await issueCard(deps, organisation.id, { electionId: id.data, personId: session.personId, blinded: wish.data.blinded })
  if (issued.ok) return Response.json({ signature: issued.value })
  if (issued.failure === 'votes.card.gone') return new Response(null, { status: 404 })
  return Response.json({ problem: problems[issued.failure] }, { status: 409 })
}

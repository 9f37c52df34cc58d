import { z } from 'zod'
import { openedBallots } from '@/lib/elections/schema'
import { takeOpened } from '@/lib/flows/elections/officers-keys'
import { may } from '@/lib/permissions/rules'
import { provesStaff } from '@/lib/sessions/rules'
import { isFromHere } from '@/lib/web/origin'
import { currentSession } from '@/lib/web/session'
import { stamp } from '@/lib/web/stamps'
import { openVisit } from '@/lib/web/visit'

/** Takes what officers have opened in their browser. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const session = await currentSession()
  if (!session || !may(session.grants, 'votes.run') || !provesStaff(session.factors)) return new Response(null, { status: 404 })
  const { deps, organisation, client } = await openVisit()
  const id = z.uuid().safeParse((await params).id)
  if (!id.success) return new Response(null, { status: 404 })
  const opened = openedBallots.safeParse(await request.json().catch(() => null))
  if (!opened.success || !isFromHere(request.headers, request.headers.get(stamp.host) ?? '')) return new Response(null, { status: 400 })
  const taken = await takeOpened(deps, organisation, { actorId: session.personId, client }, id.data, opened.data)
  if (taken.ok) return Response.json({})
  return new Response(null, { status: taken.failure === 'votes.gone' ? 404 : 409 })
}

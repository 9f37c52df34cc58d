import { z } from 'zod'
import { readerOf } from '@/lib/content/as-reader'
import { findContentFile } from '@/lib/content/find-content'
import { answerFile } from '@/lib/web/answer-file'
import { currentSession, requireMember } from '@/lib/web/session'
import { openVisit } from '@/lib/web/visit'

/** A picture or file of something that may be read: who may not see the one may not have the other. Strangers may see what public help shows, where it is public; all else sends them to sign in, whether it is there or not. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { deps, organisation } = await openVisit()
  const session = await currentSession()
  const id = z.uuid().safeParse((await params).id).data
  const mayAsk = session !== null || organisation.settings.help.isPublic
  const file = id && mayAsk ? await findContentFile(deps, organisation.id, readerOf(session), id) : null
  if (file) return answerFile(deps, organisation.id, file)
  await requireMember()
  return new Response(null, { status: 404 })
}

import { z } from 'zod'
import { readerOf } from '@/lib/content/as-reader'
import { findContentFile } from '@/lib/content/find-content'
import { answerFile } from '@/lib/web/answer-file'
import { requireMember } from '@/lib/web/session'

/** A picture or file of something that may be read: who may not see the one may not have the other. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { deps, organisation, session } = await requireMember()
  const id = z.uuid().safeParse((await params).id).data
  const file = id ? await findContentFile(deps, organisation.id, readerOf(session), id) : null
  return file ? answerFile(deps, organisation.id, file) : new Response(null, { status: 404 })
}

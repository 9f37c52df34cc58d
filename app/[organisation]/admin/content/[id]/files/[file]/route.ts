import { z } from 'zod'
import { wholeReader } from '@/lib/content/as-reader'
import { findContentFile } from '@/lib/content/find-content'
import { answerFile } from '@/lib/web/answer-file'
import { requireStaff } from '@/lib/web/staff'

/** A picture or file for the preview of an editor: readers may not have it yet. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string; file: string }> }) {
  const { deps, organisation } = await requireStaff('content.edit')
  const { id, file: typed } = await params
  const fileId = z.uuid().safeParse(typed).data
  const file = fileId ? await findContentFile(deps, organisation.id, wholeReader, fileId) : null
  return file?.contentId === id ? answerFile(deps, organisation.id, file) : new Response(null, { status: 404 })
}

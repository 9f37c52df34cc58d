import { z } from 'zod'
import { log } from '@/lib/core/log'
import { mostBytes } from '@/lib/files/rules'
import { changeContent } from '@/lib/flows/content/change-content'
import { isFromHere } from '@/lib/web/origin'
import { readMultipart } from '@/lib/web/read-multipart'
import { requireStaff } from '@/lib/web/staff'
import { stamp } from '@/lib/web/stamps'
import type { WordKey } from '@/lib/words/keys'

/** Takes a picture or a file of an item from a plain form, and goes back to the item with what became of it. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { deps, organisation, client, session, paths } = await requireStaff('content.edit')
  const id = z.uuid().safeParse((await params).id).data
  if (!id) return new Response(null, { status: 404 })
  const fields = new Map<string, string>()
  const back = (told: { wrong: WordKey } | { did: 'fileAdded' }) => {
    const query = new URLSearchParams({ language: fields.get('language')?.slice(0, 2) ?? '', ...told })
    return new Response(null, { status: 303, headers: { Location: `${paths.adminItem(id)}?${query}#files` } })
  }
  if (!isFromHere(request.headers, request.headers.get(stamp.host) ?? '')) return back({ wrong: 'files.foreign' })
  try {
    const how = { isWholeName: true, onField: (name: string, value: string) => fields.set(name, value) }
    const file = await readMultipart(request, async (name, source) => ({ name, bytes: await gather(source) }), how)
    if (!file) return back({ wrong: 'files.none' })
    const changes = changeContent(deps, organisation, { actorId: session.personId, client })
    const added = await changes.addFile({ id, alt: fields.get('alt') ?? '', ...file })
    return back(added.ok ? { did: 'fileAdded' } : { wrong: added.failure })
  } catch (error) {
    log().info({ error: error instanceof Error ? error.message : String(error) }, 'an upload broke off')
    return back({ wrong: 'files.cutOff' })
  }
}

/** The bytes of a file; of one that is too large no more than says so, while the rest goes by. */
async function gather(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of source) {
    if (length <= mostBytes) chunks.push(chunk)
    length += chunk.length
  }
  return Buffer.concat(chunks)
}

import { Readable } from 'node:stream'
import type { ContentFile } from '@/lib/content/schema'
import type { Deps } from '@/lib/core/db'
import { readKeptFile } from '@/lib/files/read-kept-file'

/** A kept file as it is: a picture is shown, unless it is `isSaved`, all else is saved and never opened here; nothing of it runs. */
export function answerFile(
  deps: Deps,
  organisationId: string,
  { fileId, name, type, bytes }: Pick<ContentFile, 'fileId' | 'name' | 'type' | 'bytes'>,
  { isSaved = false } = {},
): Response {
  const isPicture = type.startsWith('image/') && !isSaved
  const ending = `filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)}`
  return new Response(Readable.toWeb(Readable.from(readKeptFile(deps, organisationId, fileId))) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': isPicture ? type : 'application/octet-stream',
      'Content-Length': String(bytes),
      'Content-Disposition': `${isPicture ? 'inline' : 'attachment'}; ${ending}`,
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

import { notFound } from 'next/navigation'
import { boxAt } from '@/lib/box/client'
import { streamArchive } from '@/lib/box/stream-archive'
import type { Election } from '@/lib/elections/schema'

/** The archive of a counted vote as a file, handed on batch by batch: a hundred thousand ballots never lie in memory. */
export function answerArchive({ id, manifest, result }: Election): Response {
  if (!manifest || !result) notFound()
  const pieces = streamArchive(boxAt(manifest.box), manifest)
  const bytes = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(bytes.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
  return new Response(body, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': `attachment; filename="vote-${id}.json"` },
  })
}

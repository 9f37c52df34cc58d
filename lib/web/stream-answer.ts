import { Readable } from 'node:stream'

export const csv = 'text/csv'

/** A file to keep, sent as it is made: only as fast as it is taken. `type` without its charset, which is UTF-8. */
export function streamAnswer(pieces: AsyncIterable<string>, { name, type }: { name: string; type: string }): Response {
  const body = Readable.toWeb(Readable.from(encoded(pieces))) as unknown as ReadableStream<Uint8Array>
  return new Response(body, { headers: { 'Content-Type': `${type}; charset=utf-8`, 'Content-Disposition': `attachment; filename="${name}"` } })
}

async function* encoded(pieces: AsyncIterable<string>) {
  for await (const some of pieces) yield Buffer.from(some)
}

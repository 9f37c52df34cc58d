import { Readable } from 'node:stream'

/** A file to keep, sent as it is made: only as fast as it is taken. */
export function csvAnswer(lines: AsyncIterable<string>, fileName: string): Response {
  const body = Readable.toWeb(Readable.from(encoded(lines))) as unknown as ReadableStream<Uint8Array>
  return new Response(body, { headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${fileName}"` } })
}

async function* encoded(lines: AsyncIterable<string>) {
  for await (const some of lines) yield Buffer.from(some)
}

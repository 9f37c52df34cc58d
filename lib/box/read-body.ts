import type { IncomingMessage } from 'node:http'

/** Null when it is longer than `most`. Its rest is read and thrown away, so that whoever sends it hears the answer; not without end. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer<ArrayBuffer> | null> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > 8 * most) return null
    if (length > most) parts.length = 0
    else parts.push(part)
  }
  return length > most ? null : Buffer.concat(parts)
}

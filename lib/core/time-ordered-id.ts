import { randomBytes, randomInt } from 'node:crypto'

let latest = { at: 0, counter: 0 }

/** A UUIDv7 (RFC 9562), for a row whose id must be known before it is written. Those of one process and moment grow. */
export function timeOrderedId(now: Date): string {
  const at = now.getTime()
  latest = { at, counter: at === latest.at ? latest.counter + 1 : randomInt(0x800) }
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at, 0, 6)
  bytes.writeUInt16BE(0x7000 | (latest.counter & 0xfff), 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

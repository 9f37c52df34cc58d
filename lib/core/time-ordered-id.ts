import { randomBytes, randomInt } from 'node:crypto'

let latest = { at: 0, counter: 0 }

/** Below every id that is made from then on: ids stand in the order of time, so that a time can be looked up by them. */
export const firstIdAt = (at: Date) =>
  Math.max(0, at.getTime())
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})(.{4})$/, '$1-$2-0000-0000-000000000000')

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

import { hmac } from '@/lib/core/seal'

/**
 * The id under which wrong passwords for a name that nobody has are counted: the same for the same name, so that a stranger
 * is locked like everybody else (security.md 33). `identifierKey` is the folded name.
 */
export function strangerId(organisationId: string, identifierKey: string): string {
  const bytes = hmac('stranger', organisationId, identifierKey).subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6) // UUID version 8: made by our own rule, never one of a person (version 7)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

// Bytes as text and back, and the one way in which structures become bytes: browser, server and the Python checker agree on it.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Base64url without padding, the form of all bytes in JSON. */
export const toText = (bytes: Uint8Array) => inGroups(bytes, 6, alphabet)

/** How many bytes `toText` wrote down. */
export const lengthOf = (text: string): number => Math.floor((text.length * 6) / 8)

/** Throws unless `text` is exactly what `toText` writes for some bytes: one ballot has one form. */
export function fromText(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(text))
  let [held, bits, at] = [0, 0, 0]
  for (const letter of text) {
    const value = alphabet.indexOf(letter)
    if (value < 0) throw new Error('not base64url')
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 0xff
    }
  }
  if (bits >= 6 || held & ((1 << bits) - 1)) throw new Error('not base64url')
  return bytes
}

/** Letters that nobody confuses; 10 bytes become 16 of them. */
export const toCrockford = (bytes: Uint8Array) => inGroups(bytes, 5, crockford)

/** Bytes as people type them: in either case, with or without hyphens, O for 0 and I or L for 1. Null for anything else. */
export function fromCrockford(text: string): Uint8Array<ArrayBuffer> | null {
  const letters = [...text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')]
  const values = letters.map((letter) => crockford.indexOf(letter))
  if (values.includes(-1)) return null
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
}

function inGroups(bytes: Uint8Array, size: number, letters: string) {
  const text: string[] = []
  let [held, bits] = [0, 0]
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xffff
    bits += 8
    while (bits >= size) {
      bits -= size
      text.push(letters.charAt((held >> bits) & ((1 << size) - 1)))
    }
  }
  if (bits > 0) text.push(letters.charAt((held << (size - bits)) & ((1 << size) - 1)))
  return text.join('')
}

export function joinBytes(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export const utf8 = (text: string) => new TextEncoder().encode(text)

/** Four bytes, the high one first. */
export function uint32(number: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, number)
  return bytes
}

/** The sixteen bytes of an election's UUID. */
export function electionBytes(election: string): Uint8Array<ArrayBuffer> {
  const hex = election.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/.test(hex)) throw new Error('not a UUID')
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** JSON with keys in order and no space: the form that is hashed. ASCII keys, whole numbers. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
      .join(',')}}`
  return JSON.stringify(value)
}

/** The same bytes in the same length of time, whatever they are. */
export const isEqual = (one: Uint8Array, other: Uint8Array) =>
  one.length === other.length && one.reduce((differ, byte, at) => differ | (byte ^ (other[at] ?? 0)), 0) === 0

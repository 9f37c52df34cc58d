import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { environment } from './env'

/** One key per purpose, derived from AUTH_SECRET: what is sealed for one is worthless for another. */
export type SealPurpose =
  | 'audit'
  | 'code'
  | 'journey'
  | 'browser'
  | 'device'
  | 'session'
  | 'stranger'
  | 'limit'
  | 'message'
  | 'ticket'
  | 'first-password'
  | 'letters'
  | 'provisioning'
  | 'openid'
  | 'secret'
  | 'factor'
  | 'recovery-code'
  | 'directory'
  | 'provider'
  | 'passkey'
  | 'box'
  | 'election'
  | 'webhook'

const keys = new Map<string, Buffer>()

/** The purpose's own key: worth nothing for another purpose, and AUTH_SECRET can't be found from it. */
export function keyOf(purpose: SealPurpose): Buffer {
  const secret = environment().AUTH_SECRET
  const name = `${purpose}\n${secret}`
  let found = keys.get(name)
  if (!found) {
    found = Buffer.from(hkdfSync('sha256', secret, 'porten', `porten/${purpose}`, 32))
    keys.set(name, found)
  }
  return found
}

/** HMAC-SHA-256 under the purpose's key. */
export const hmac = (purpose: SealPurpose, ...parts: string[]) => hmacUnder(keyOf(purpose), ...parts)

/** The same under a key that is at hand. */
export function hmacUnder(key: Uint8Array, ...parts: string[]): Buffer<ArrayBuffer> {
  const mac = createHmac('sha256', key)
  // Lengths keep ("ab", "c") and ("a", "bc") apart.
  for (const part of parts) mac.update(`${Buffer.byteLength(part)}:`).update(part)
  return Buffer.from(mac.digest())
}

/** Compares two digests in constant time. */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}

/** AES-256-GCM; `place` is what the text belongs to, so that it cannot be moved to another row. */
export function seal(purpose: SealPurpose, text: string, place: string): Buffer<ArrayBuffer> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(purpose), nonce).setAAD(Buffer.from(place))
  return Buffer.from(Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]))
}

/** What `seal` closed; throws when the key, the place or a bit is another. */
export function unseal(purpose: SealPurpose, sealed: Uint8Array, place: string): string {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', keyOf(purpose), bytes.subarray(0, 12)).setAAD(Buffer.from(place))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
}

/** 256 random bits for a cookie or a link. */
export const secretToken = () => randomBytes(32).toString('base64url')

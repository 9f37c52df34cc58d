import { createHash, pbkdf2, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { verify as verifyArgon2 } from '@node-rs/argon2'
import { verify as verifyBcrypt } from '@node-rs/bcrypt'
import { type ParsedHash, parseHash } from './hash-format'
import { inHashQueue } from './hash-queue'
import { normalForm } from './rules'

const derive = { pbkdf2: promisify(pbkdf2), scrypt: promisify<string, Uint8Array, number, object, Buffer>(scrypt) }

/** Does the password belong to this stored hash, ours or a foreign one? A text that is no hash matches nothing. */
export async function matchHash(hash: string, typed: string): Promise<boolean> {
  const parsed = parseHash(hash)
  return parsed !== null && inHashQueue(() => match(parsed, hash, typed))
}

async function match(parsed: ParsedHash, hash: string, typed: string): Promise<boolean> {
  if (parsed.kind === 'argon2id') return verifyArgon2(hash, normalForm(typed))
  // Other systems hash what the browser sent: composed letters, but nothing else replaced.
  const foreign = typed.normalize('NFC')
  // bcrypt reads 72 bytes alone: with such an old hash a longer password is known by its beginning, until our own replaces it.
  if (parsed.kind === 'bcrypt') return verifyBcrypt(foreign, hash)
  if (parsed.kind === 'ssha') return isSame(createHash('sha1').update(foreign, 'utf8').update(parsed.salt).digest(), parsed.key)
  if (parsed.kind === 'pbkdf2') return isSame(await derive.pbkdf2(foreign, parsed.salt, parsed.iterations, parsed.key.length, parsed.digest), parsed.key)
  const cost = { N: 2 ** parsed.logN, r: parsed.r, p: parsed.p, maxmem: 2 ** 30 }
  return isSame(await derive.scrypt(foreign, parsed.salt, parsed.key.length, cost), parsed.key)
}

const isSame = (one: Uint8Array, other: Uint8Array) => one.length === other.length && timingSafeEqual(one, other)

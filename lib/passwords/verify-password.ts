import { isOurHash } from './hash-format'
import { hashPassword } from './hash-password'
import { matchHash } from './match-hash'

/** The hash of 32 random bytes that nobody kept, for people who don't exist. */
export const dummyHash = '$argon2id$v=19$m=47104,t=1,p=1$UgkH9eorkGs+eFjPFQtMPg$bKq4MDgEvv1McJsKnF8f/gQDamPA2rycIA5JD8Z15/Y'

/** Longer than any policy allows; such a text costs the same and matches nothing. */
const longest = 4_096

/**
 * Is the typed password the one of the stored hash? Always one run of argon2id with our parameters (security.md 33):
 * a dummy for strangers and erased passwords, and after a foreign hash the run that makes its replacement, `rehashed`.
 */
export async function verifyPassword(hash: string | null, typed: string): Promise<{ isRight: boolean; rehashed: string | null }> {
  const isSane = typed.length <= longest
  const text = isSane ? typed : ''
  if (hash === null || isOurHash(hash)) {
    const isMatch = await matchHash(hash ?? dummyHash, text)
    return { isRight: isMatch && isSane && hash !== null, rehashed: null }
  }
  const isMatch = (await matchHash(hash, text)) && isSane
  const rehashed = await hashPassword(text)
  return { isRight: isMatch, rehashed: isMatch ? rehashed : null }
}

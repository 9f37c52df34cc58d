import { constants, createPublicKey, generateKeyPairSync, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto'
import { isSame } from '@/lib/core/seal'
import { fromText, toText } from './bytes'

// On the server alone: the portal's half of a card.

/** One for each election; the private half as PKCS #8 (DER), to be sealed where it is kept and destroyed at close. */
export function makeTokenKey(): { tokenKey: string; secret: Uint8Array } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 65537 })
  return { tokenKey: toText(publicKey.export({ format: 'der', type: 'spki' })), secret: privateKey.export({ format: 'der', type: 'pkcs8' }) }
}

/** Signs what it can't read; null when `blinded` is no number below the modulus. OpenSSL hides the key's use from clocks. */
export function signBlinded(key: KeyObject, blinded: string): string | null {
  const message = Buffer.from(fromText(blinded))
  if (message.length !== 256) return null
  try {
    const signature = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, message)
    const again = publicEncrypt({ key: createPublicKey(key), padding: constants.RSA_NO_PADDING }, signature)
    return isSame(again, message) ? toText(signature) : null
  } catch {
    return null
  }
}

import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, type KeyObject, sign, verify } from 'node:crypto'
import type { SignMessage } from './board'
import { isEqual, toText } from './bytes'
import type { CheckSignature } from './cast-ballot'
import type { OpeningTools } from './seal-ballot'

// The same computations by OpenSSL, on the server: many times as fast as JavaScript.

// As JWK a key is read ten times as fast as from DER, and there is one with each ballot.
const publicKeyOf = (crv: 'Ed25519' | 'X25519', raw: Uint8Array) => createPublicKey({ key: { kty: 'OKP', crv, x: toText(raw) }, format: 'jwk' })

const pkcs8 = (algorithm: number, raw: Uint8Array) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, algorithm, 0x04, 0x22, 0x04, 0x20]), raw]),
    format: 'der',
    type: 'pkcs8',
  })

export function signNatively(secret: Uint8Array): SignMessage {
  const key = pkcs8(0x70, secret)
  return (message) => sign(null, message, key)
}

export const checkNatively: CheckSignature = (signature, message, publicKey) => verify(null, message, publicKeyOf('Ed25519', publicKey), signature)

/** Tools for one count: the secret that opens all ballots is read once, and forgotten with them. */
export function nativeTools(): OpeningTools {
  let held: { secret: Uint8Array; key: KeyObject } | undefined
  return {
    agree: (secret, publicKey) => {
      if (!held || !isEqual(held.secret, secret)) held = { secret, key: pkcs8(0x6e, secret) }
      return diffieHellman({ privateKey: held.key, publicKey: publicKeyOf('X25519', publicKey) })
    },
    decrypt: (key, nonce, place, ciphertext) => {
      const cipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(place)
      cipher.setAuthTag(ciphertext.subarray(-16))
      return Buffer.concat([cipher.update(ciphertext.subarray(0, -16)), cipher.final()])
    },
  }
}

import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, sign, verify } from 'node:crypto'
import type { SignMessage } from './board'
import type { CheckSignature } from './cast-ballot'
import type { OpeningTools } from './seal-ballot'

// The same computations by OpenSSL, on the server: many times as fast as JavaScript.

const spki = (algorithm: number, raw: Uint8Array) =>
  createPublicKey({
    key: Buffer.concat([Buffer.from([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, algorithm, 0x03, 0x21, 0x00]), raw]),
    format: 'der',
    type: 'spki',
  })

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

export const checkNatively: CheckSignature = (signature, message, publicKey) => verify(null, message, spki(0x70, publicKey), signature)

export const nativeTools: OpeningTools = {
  agree: (secret, publicKey) => diffieHellman({ privateKey: pkcs8(0x6e, secret), publicKey: spki(0x6e, publicKey) }),
  decrypt: (key, nonce, place, ciphertext) => {
    const cipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(place)
    cipher.setAuthTag(ciphertext.subarray(-16))
    return Buffer.concat([cipher.update(ciphertext.subarray(0, -16)), cipher.final()])
  },
}

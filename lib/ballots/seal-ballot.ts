import { gcm } from '@noble/ciphers/aes.js'
import { x25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { electionBytes, fromText, joinBytes, toText, utf8 } from './bytes'
import { packContents, packedSize, unpackContents } from './pack-contents'
import type { Contents, Manifest } from './schema'

// X25519 with a key used once, HKDF-SHA-256, AES-256-GCM. Election and card go into the key: a copy under another card opens for nobody.

/** How X25519 and AES are computed: here in plain JavaScript; the server hands in its own, which is faster. */
export type OpeningTools = {
  agree: (secret: Uint8Array, publicKey: Uint8Array) => Uint8Array
  decrypt: (key: Uint8Array, nonce: Uint8Array, place: Uint8Array, ciphertext: Uint8Array) => Uint8Array
}

const plainTools: OpeningTools = {
  agree: (secret, publicKey) => x25519.getSharedSecret(secret, publicKey),
  decrypt: (key, nonce, place, ciphertext) => gcm(key, nonce, place).decrypt(ciphertext),
}

/** Bytes of every sealed ballot of this election: the key used once and the cipher's tag beside what is packed. */
export const sealedSize = (manifest: Pick<Manifest, 'questions'>, kind: 'screen' | 'paper'): number => 32 + packedSize(manifest, kind) + 16

const place = (election: string, pk: string) => joinBytes(utf8('porten/ballot/1'), electionBytes(election), fromText(pk))

function derive(shared: Uint8Array, once: Uint8Array, sealKey: Uint8Array, where: Uint8Array) {
  const bytes = hkdf(sha256, shared, joinBytes(once, sealKey), where, 44)
  return { key: bytes.subarray(0, 32), nonce: bytes.subarray(32) }
}

export const makeSealKey = (): { sealKey: string; secret: string } => {
  const { secretKey, publicKey } = x25519.keygen()
  return { sealKey: toText(publicKey), secret: toText(secretKey) }
}

/** The public half, to see whether a secret put together from shares is the right one. */
export const sealKeyOf = (secret: string): string => toText(x25519.getPublicKey(fromText(secret)))

/** `secretKey` seals this and nothing else, ever. */
export function sealBallot(
  manifest: Pick<Manifest, 'election' | 'sealKey' | 'questions'>,
  pk: string,
  contents: Contents,
  secretKey: Uint8Array = x25519.utils.randomSecretKey(),
): string {
  const publicKey = x25519.getPublicKey(secretKey)
  const sealKey = fromText(manifest.sealKey)
  const where = place(manifest.election, pk)
  const { key, nonce } = derive(x25519.getSharedSecret(secretKey, sealKey), publicKey, sealKey, where)
  return toText(joinBytes(publicKey, gcm(key, nonce, where).encrypt(packContents(manifest, contents))))
}

/** What lies in it, not yet judged; throws when it is not for this key, election and card. */
export function openBallot(
  { election, sealKey }: Pick<Manifest, 'election' | 'sealKey'>,
  secret: string,
  pk: string,
  sealed: string,
  tools: OpeningTools = plainTools,
): unknown {
  const bytes = fromText(sealed)
  const once = bytes.subarray(0, 32)
  const where = place(election, pk)
  const { key, nonce } = derive(tools.agree(fromText(secret), once), once, fromText(sealKey), where)
  return unpackContents(tools.decrypt(key, nonce, where, bytes.subarray(32)))
}

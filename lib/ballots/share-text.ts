import { sha256 } from '@noble/hashes/sha2.js'
import { fromCrockford, fromText, isEqual, joinBytes, toCrockford, toText } from './bytes'

// A share of the sealing key as it stands on an officer's card: in groups of four letters, the last of which tell a mistyped one.

/** Of a share in bytes, of what tells a mistyped one, and of both in letters. */
const lengths = { share: 33, check: 2, letters: 56 }
const checkOf = (share: Uint8Array) => sha256(share).subarray(0, lengths.check)

/** Fourteen groups of four letters, for paper. */
export function writeShare(share: string): string {
  const bytes = fromText(share)
  return (toCrockford(joinBytes(bytes, checkOf(bytes))).match(/.{4}/g) ?? []).join('-')
}

/** The share that somebody has typed from paper, in any case and with any spaces; null when it is mistyped. */
export function readShare(typed: string): string | null {
  const letters = typed.replace(/[\s\-–—]/g, '')
  const bytes = letters.length === lengths.letters ? fromCrockford(letters) : null
  if (!bytes) return null
  const share = bytes.subarray(0, lengths.share)
  return isEqual(checkOf(share), bytes.subarray(lengths.share)) ? toText(share) : null
}

import { electionBytes, fromText, joinBytes, toText } from '@/lib/ballots/bytes'
import { type Card, publicKeyOf } from '@/lib/ballots/card'
import { type Language, languages } from '@/lib/words/language'

// What the code of a paper ballot holds: the page that is printed and the reader of photographs agree on it.

export type SheetCode = { election: string; card: Card; language: Language }

const version = 1
const lengths = { head: 3, election: 16, seed: 32, prefix: 32, signature: 256 } as const
const whole = Object.values(lengths).reduce((sum, length) => sum + length, 0)

/** `P`, version, language, election, the card's seed, the random half of its message, the portal's signature. */
export function packSheetCode({ election, card, language }: SheetCode): Uint8Array<ArrayBuffer> {
  const head = Uint8Array.of(0x50, version, languages.indexOf(language))
  return joinBytes(head, electionBytes(election), fromText(card.seed), fromText(card.tokenMsg).subarray(0, lengths.prefix), fromText(card.tokenSig))
}

/** Null for the code of anything else. */
export function readSheetCode(bytes: Uint8Array): SheetCode | null {
  const language = languages[bytes[2] ?? -1]
  if (bytes.length !== whole || bytes[0] !== 0x50 || bytes[1] !== version || !language) return null
  let at = lengths.head
  const take = (length: number) => {
    at += length
    return bytes.subarray(at - length, at)
  }
  const hex = Array.from(take(lengths.election), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const election = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const seed = toText(take(lengths.seed))
  const tokenMsg = toText(joinBytes(take(lengths.prefix), fromText(publicKeyOf(seed))))
  return { election, language, card: { seed, tokenMsg, tokenSig: toText(take(lengths.signature)) } }
}

import { sha256 } from '@noble/hashes/sha2.js'
import { hashHead } from './board'
import { canonical, fromText, joinBytes, uint32, utf8 } from './bytes'
import { hashManifest } from './hash-manifest'
import type { Answer, Head, SimpleManifest } from './schema'

/** The options of a question in an order that nobody could choose and everybody can compute: by their hashes with the last head's. */
export const drawLots = (election: string, lastHead: Head, question: number, options: number): number[] =>
  drawFrom(hashHead(election, lastHead), question, options)

/** What lots are drawn from in a simple vote: the hash of its manifest and everything that was answered. */
export const simpleSeed = (manifest: SimpleManifest, answers: readonly Answer[]): Uint8Array =>
  sha256(joinBytes(utf8('porten/simple/1'), fromText(hashManifest(manifest)), utf8(canonical(answers))))

export function drawFrom(seed: Uint8Array, question: number, options: number): number[] {
  const ticket = (option: number) =>
    Array.from(sha256(joinBytes(utf8('porten/lot/1'), seed, uint32(question), uint32(option))), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return Array.from({ length: options }, (_, option) => ({ option, ticket: ticket(option) }))
    .sort((one, other) => (one.ticket < other.ticket ? -1 : 1))
    .map(({ option }) => option)
}

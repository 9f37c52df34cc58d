import { sha256 } from '@noble/hashes/sha2.js'
import { hashHead } from './board'
import { joinBytes, uint32, utf8 } from './bytes'
import type { Head } from './schema'

/** The options of a question in an order that nobody could choose and everybody can compute: by their hashes with the last head's. */
export function drawLots(election: string, lastHead: Head, question: number, options: number): number[] {
  const hash = hashHead(election, lastHead)
  const ticket = (option: number) =>
    Array.from(sha256(joinBytes(utf8('porten/lot/1'), hash, uint32(question), uint32(option))), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return Array.from({ length: options }, (_, option) => ({ option, ticket: ticket(option) }))
    .sort((one, other) => (one.ticket < other.ticket ? -1 : 1))
    .map(({ option }) => option)
}

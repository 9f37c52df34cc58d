import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { electionBytes, fromText, joinBytes, toText, uint32, utf8 } from './bytes'
import { type CheckSignature, checkPlainly } from './cast-ballot'
import type { Head, Receipt } from './schema'

// What the box signs: a receipt for each ballot, a head for each batch. Each head holds the one before; the first holds the manifest.

const prefix = (byte: number) => Uint8Array.of(byte)

/** RFC 6962: leaves and nodes are hashed apart, so that no node passes for a leaf. */
export function merkleRoot(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array())
  const first = leaves[0]
  if (leaves.length === 1 && first) return sha256(joinBytes(prefix(0), first))
  const half = 2 ** Math.ceil(Math.log2(leaves.length) - 1)
  return sha256(joinBytes(prefix(1), merkleRoot(leaves.slice(0, half)), merkleRoot(leaves.slice(half))))
}

export const hashHead = (election: string, { batch, count, root, prev, voids }: Omit<Head, 'sig'>): Uint8Array =>
  sha256(
    joinBytes(
      utf8('porten/head/1'),
      electionBytes(election),
      uint32(batch),
      uint32(count),
      fromText(root),
      fromText(prev),
      voids === null ? prefix(0) : joinBytes(prefix(1), fromText(voids)),
    ),
  )

export const signHead = (election: string, secret: Uint8Array, head: Omit<Head, 'sig'>): Head => ({
  ...head,
  sig: toText(ed25519.sign(hashHead(election, head), secret)),
})

export const isHeadOfBox = (election: string, receiptKey: string, head: Head, check: CheckSignature = checkPlainly): boolean =>
  check(fromText(head.sig), hashHead(election, head), fromText(receiptKey))

const receiptMessage = (election: string, hash: string) => joinBytes(utf8('porten/receipt/1'), electionBytes(election), fromText(hash))

/** Makes an Ed25519 signature with a key that it holds. */
export type SignMessage = (message: Uint8Array) => Uint8Array

/** "This ballot will be on the board, in the next batch, at the latest at close." */
export const signReceipt = (election: string, sign: SignMessage, hash: string): Receipt => ({
  election,
  hash,
  sig: toText(sign(receiptMessage(election, hash))),
})

export const isReceiptOfBox = (receiptKey: string, { election, hash, sig }: Receipt, check: CheckSignature = checkPlainly): boolean =>
  check(fromText(sig), receiptMessage(election, hash), fromText(receiptKey))

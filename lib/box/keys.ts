import { ed25519 } from '@noble/curves/ed25519.js'
import { toText } from '@/lib/ballots/bytes'
import { hmac } from '@/lib/core/seal'

// Of AUTH_SECRET's key for the box: what lets the portal in, and an election's key for receipts and heads.

/** What the portal sends with what it alone may ask. */
export const portalWord = (): string => toText(hmac('box', 'portal'))

export function receiptKeys(election: string): { secret: Uint8Array; receiptKey: string } {
  const secret = new Uint8Array(hmac('box', 'receipt', election))
  return { secret, receiptKey: toText(ed25519.getPublicKey(secret)) }
}

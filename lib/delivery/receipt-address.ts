import { createHmac } from 'node:crypto'
import type { Environment } from '@/lib/core/env'
import { isSame } from '@/lib/core/seal'

export type Place = { organisationId: string; messageId: string }

const proofOf = (secret: string, gateway: string, message: string) => createHmac('sha256', secret).update(`porten receipt\n${gateway}\n${message}`).digest()

/** Where the gateway shall tell what became of the message; it carries the proof that we gave it out. Null without SMS_RECEIPT_SECRET. */
export function receiptAddress({ SMS_RECEIPT_SECRET: secret, BASE_URL }: Environment, gateway: string, { organisationId, messageId }: Place): string | null {
  if (!secret) return null
  const message = `${organisationId}.${messageId}`
  const query = new URLSearchParams({ message, proof: proofOf(secret, gateway, message).toString('base64url') })
  return `${BASE_URL}/api/delivery/${gateway}?${query}`
}

/** The message that a receipt's address speaks of, when its proof is ours. */
export function readReceiptAddress(secret: string, gateway: string, query: URLSearchParams): Place | null {
  const message = query.get('message') ?? ''
  if (!isSame(proofOf(secret, gateway, message), Buffer.from(query.get('proof') ?? '', 'base64url'))) return null
  const [organisationId, messageId] = message.split('.')
  return organisationId && messageId ? { organisationId, messageId } : null
}

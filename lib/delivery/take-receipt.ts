import { type Deps, inTransaction } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { readReceipt } from './read-receipt'
import { readReceiptAddress } from './receipt-address'
import { beforeDelivered, beforeRefused } from './rules'
import { emptyContent, findMessage, moveMessage } from './store'

export type Receipt = { gateway: string; query: URLSearchParams; contentType: string; body: string }

/**
 * Takes a gateway's word on what became of a message. `refused`: it does not prove that it is the gateway's;
 * `unreadable`: it says nothing that we understand. Said twice, late or in the wrong order it never moves a message back.
 */
export async function takeReceipt(deps: Deps, receipt: Receipt, settings = environment()): Promise<'taken' | 'refused' | 'unreadable'> {
  const { SMS_RECEIPT_SECRET: secret, PORTEN_DEMO: isContentKept } = settings
  const place = secret ? readReceiptAddress(secret, receipt.gateway, receipt.query) : null
  if (!place) return 'refused'
  const said = readReceipt(receipt)
  if (!said) return 'unreadable'
  const message = await findMessage(deps.db, place)
  // An answer to an attempt at another gateway, or under another name, is not about this one.
  if (!message || (message.providerMessageId && said.providerId && message.providerMessageId !== said.providerId)) return 'refused'
  if (said.outcome === 'under-way') return 'taken'

  const at = deps.now()
  const isMoved = await inTransaction(deps, async ({ db }) => {
    const isDelivered = said.outcome === 'delivered'
    const fields = isDelivered
      ? { deliveredAt: at, handedOverAt: message.handedOverAt ?? at, failedAt: null, failure: null }
      : { failedAt: at, failure: 'refused' }
    const move = {
      from: isDelivered ? beforeDelivered : beforeRefused,
      to: isDelivered ? ('delivered' as const) : ('refused' as const),
      at,
      answer: said.answer,
      fields,
    }
    const isMoved = await moveMessage(db, place, move)
    if (isMoved && message.holdsSecret && !isContentKept) await emptyContent(db, place)
    return isMoved
  })
  if (isMoved) log().info({ messageId: place.messageId, gateway: receipt.gateway, outcome: said.outcome }, 'receipt taken')
  return 'taken'
}

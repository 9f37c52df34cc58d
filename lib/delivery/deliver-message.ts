import { type Deps, inTransaction } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import type { Outcome } from './channel'
import { type GivenUp, giveUp } from './give-up'
import type { Channels } from './open-channels'
import { receiptAddress } from './receipt-address'
import { leaseLength, nextAttempt } from './rules'
import type { CarriedChannel, MessageState } from './schema'
import { unsealContent } from './seal-content'
import { type ClaimedMessage, claimMessage, enqueueDelivery, moveMessage, saveProviderId } from './store'
import { credentialsOf, tellAnswer } from './tell-answer'

export type Delivery = {
  channels: Channels
  /** runs in the transaction that gives the message up; the audit is a neighbour, so whoever starts the work passes it in */
  onGivenUp: (deps: Deps, message: GivenUp) => Promise<void>
}

/**
 * One attempt at one message; without effect when somebody else has it or it is done. It is marked as being handed
 * over in a commit of its own before the call: what a crash leaves in that state is for `sweepMessages`.
 */
export async function deliverMessage(deps: Deps, place: { organisationId: string; messageId: string }, { channels, onGivenUp }: Delivery): Promise<void> {
  const now = deps.now()
  const message = await inTransaction(deps, ({ db }) => claimMessage(db, place, now, new Date(now.getTime() + leaseLength)))
  if (!message) return
  const isContentKept = channels.environment.PORTEN_DEMO
  // A letter's job comes when nobody can use it any more: it was not printed in time.
  const isStale = message.channel === 'letter' || (message.staleAt !== null && message.staleAt <= now)
  if (isStale) return giveUp(deps, message, { failure: 'stale', answer: '', onGivenUp, isContentKept })
  const content = unsealContent(message.id, message.sealedContent)
  if (!content) return giveUp(deps, message, { failure: 'unreadable', answer: '', onGivenUp, isContentKept })

  const channel = channels.for(message.channel as CarriedChannel, message.recipient)
  const receiptUrl = receiptAddress(channels.environment, channel.name, place)
  const outcome = await channel
    .hand({ ...content, id: message.id, to: message.recipient, receiptUrl })
    .catch((error): Outcome => ({ kind: 'unknown', answer: String(error) }))
  const answer = tellAnswer(outcome.answer, content.text, credentialsOf(channels.environment, receiptUrl))
  log().info({ messageId: message.id, channel: channel.name, attempt: message.attempts, outcome: outcome.kind }, 'message attempted')

  const emptied = message.holdsSecret && !isContentKept ? { sealedContent: null } : {}
  const settle = (to: MessageState, fields: Parameters<typeof moveMessage>[2]['fields']) =>
    inTransaction(deps, ({ db }) =>
      // The sweep may have called it unknown meanwhile: what the gateway said is worth more.
      moveMessage(db, place, {
        from: ['handing-over', 'unknown'],
        attempts: message.attempts,
        to,
        at: deps.now(),
        answer,
        fields: { gateway: channel.name, ...fields },
      }),
    )

  if (outcome.kind === 'handed-over') {
    const { providerId } = outcome
    const arrival = channel.isArrival ? { deliveredAt: deps.now() } : {}
    const isSettled = await settle(channel.isArrival ? 'delivered' : 'handed-over', {
      providerMessageId: providerId,
      handedOverAt: deps.now(),
      failedAt: null,
      failure: null,
      ...arrival,
      ...emptied,
    })
    if (!isSettled) await saveProviderId(deps.db, place, channel.name, providerId) // its receipt was quicker
  } else if (outcome.kind === 'permanent') {
    await settle('refused', { failedAt: deps.now(), failure: 'refused', ...emptied })
  } else if (outcome.kind === 'unknown' && message.holdsSecret) {
    log().warn({ messageId: message.id, channel: channel.name }, 'nobody knows whether a code went out')
    await settle('unknown', { failedAt: deps.now(), failure: 'unknown', ...emptied })
  } else {
    await tryLater(deps, message, { answer, gateway: channel.name, onGivenUp, isContentKept })
  }
}

async function tryLater(
  deps: Deps,
  message: ClaimedMessage,
  after: { answer: string; gateway: string; onGivenUp: Delivery['onGivenUp']; isContentKept: boolean },
) {
  const now = deps.now()
  const place = { organisationId: message.organisationId, messageId: message.id }
  const next = nextAttempt(message.attempts, now, message.holdsSecret ? message : null)
  if ('failure' in next) return giveUp(deps, message, { ...after, failure: next.failure })
  await inTransaction(deps, async ({ db }) => {
    const fields = { gateway: after.gateway, nextAttemptAt: next.at }
    const isMoved = await moveMessage(db, place, { from: ['handing-over'], attempts: message.attempts, to: 'queued', at: now, answer: after.answer, fields })
    if (isMoved) await enqueueDelivery(db, place, next.at.getTime() - now.getTime())
  })
}

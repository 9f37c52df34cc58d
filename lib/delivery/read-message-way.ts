import type { Deps } from '@/lib/core/db'
import type { MessageFailure, MessageState } from './schema'
import { findMessage } from './store'

export type MessageWay = {
  channel: string
  attempts: number
  state: MessageState
  queuedAt: Date
  handedOverAt: Date | null
  deliveredAt: Date | null
  failedAt: Date | null
  failure: MessageFailure | null
}

/** How far a message has come: for pages that already know the person (security.md, idea 1). */
export async function readMessageWay(deps: Deps, organisationId: string, messageId: string): Promise<MessageWay | null> {
  const message = await findMessage(deps.db, { organisationId, messageId })
  if (!message) return null
  const { channel, attempts, state, createdAt: queuedAt, handedOverAt, deliveredAt, failedAt, failure } = message
  return { channel, attempts, state: state as MessageState, queuedAt, handedOverAt, deliveredAt, failedAt, failure: failure as MessageFailure | null }
}

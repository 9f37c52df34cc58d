import { type Deps, inTransaction } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import type { MessageFailure } from './schema'
import { type ClaimedMessage, moveMessage } from './store'

/** A message that will not be tried again, as the audit tells it. */
export type GivenUp = {
  organisationId: string
  messageId: string
  personId: string | null
  channel: string
  template: string
  attempts: number
  failure: MessageFailure
}

type Why = { failure: MessageFailure; answer: string; onGivenUp: (deps: Deps, message: GivenUp) => Promise<void>; isContentKept: boolean }

/** Ends a claimed message loudly: in its row, in the log and, through `onGivenUp`, in the audit. */
export async function giveUp(deps: Deps, message: ClaimedMessage, { failure, answer, onGivenUp, isContentKept }: Why): Promise<void> {
  const { organisationId, id: messageId, personId, channel, purpose: template, attempts } = message
  const fields = { failedAt: deps.now(), failure, ...(message.holdsSecret && !isContentKept ? { sealedContent: null } : {}) }
  await inTransaction(deps, async (deps) => {
    const isMoved = await moveMessage(
      deps.db,
      { organisationId, messageId },
      { from: ['handing-over'], attempts, to: 'given-up', at: deps.now(), answer, fields },
    )
    if (!isMoved) return
    log().error({ messageId, organisationId, channel, template, attempts, failure }, 'a message was given up')
    await onGivenUp(deps, { organisationId, messageId, personId, channel, template, attempts, failure })
  })
}

import { type Deps, inTransaction } from '@/lib/core/db'
import { mayRetry } from './rules'
import { enqueueDelivery, findShown, moveMessage } from './store'

/** Has a message tried once more at once; false where that may not be, or where it has moved on meanwhile. Another failure ends it again. */
export function retryMessage(deps: Deps, place: { organisationId: string; messageId: string }): Promise<boolean> {
  return inTransaction(deps, async ({ db, now }) => {
    const message = await findShown(db, place)
    if (!message || !mayRetry(message, now())) return false
    const { state, attempts } = message
    const fields = { nextAttemptAt: now(), failedAt: null, failure: null }
    const isMoved = await moveMessage(db, place, { from: [state], attempts, to: 'queued', at: now(), answer: 'again, by staff', fields })
    if (isMoved) await enqueueDelivery(db, place)
    return isMoved
  })
}

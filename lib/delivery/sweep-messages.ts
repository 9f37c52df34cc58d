import { type Deps, inTransaction } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { lostAfter } from './rules'
import { enqueueDelivery, listLost, listStuck, moveMessage } from './store'

const batch = 500

/**
 * Picks up what crashes leave behind. A claim whose worker never came back: a message with a secret becomes "unknown"
 * (it may have gone out, and goes at most once), any other goes back into the queue, a letter to wait for its printer. A queued one without a job gets one.
 */
export async function sweepMessages(deps: Deps, { isContentKept }: { isContentKept: boolean }): Promise<{ unknown: number; again: number }> {
  const now = deps.now()
  const done = { unknown: 0, again: 0 }
  for (const message of await listStuck(deps.db, now, batch)) {
    const place = { organisationId: message.organisationId, messageId: message.id }
    const from = { from: ['handing-over' as const], attempts: message.attempts, at: now, answer: 'the worker ended in the middle' }
    await inTransaction(deps, async ({ db }) => {
      if (message.channel === 'letter') {
        // The file of an unfinished print never got its name: nothing went out.
        if (await moveMessage(db, place, { ...from, to: 'queued', fields: { nextAttemptAt: message.staleAt ?? now } })) done.again += 1
      } else if (message.holdsSecret) {
        const fields = { failedAt: now, failure: 'unknown', ...(isContentKept ? {} : { sealedContent: null }) }
        if (await moveMessage(db, place, { ...from, to: 'unknown', fields })) done.unknown += 1
      } else if (await moveMessage(db, place, { ...from, to: 'queued', fields: { nextAttemptAt: now } })) {
        await enqueueDelivery(db, place)
        done.again += 1
      }
    })
  }
  for (const { organisationId, id } of await listLost(deps.db, new Date(now.getTime() - lostAfter), batch)) {
    await enqueueDelivery(deps.db, { organisationId, messageId: id })
    done.again += 1
  }
  if (done.unknown + done.again > 0) log().warn(done, 'messages that a crash had left were picked up')
  return done
}

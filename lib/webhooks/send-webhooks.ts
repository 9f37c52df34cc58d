import { eventsAfter } from '@/lib/audit/events-after'
import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { callWebhook } from './call-webhook'
import { isWanted, pauseAfter } from './rules'
import { claimWebhook, dueWebhooks, updateWebhook } from './store'

/** Messages to one receiver in a run; the next run, a minute later, goes on. */
const most = 500
/** For how long a run may keep a receiver to itself: what a worker that was killed had is taken up after it; milliseconds. */
const leaseMs = 10 * 60_000
/** A run stops before its lease ends, whatever is left; milliseconds. */
const longestMs = leaseMs / 2

/**
 * Tells every receiver that is due what its organisation's audit recorded since, in the chain's order and at least once:
 * how far it has come is written after it took a message. One that fails is left in peace for a while that grows.
 */
export async function sendWebhooks(deps: Deps, slugOf: (organisationId: string) => string): Promise<void> {
  const due = await dueWebhooks(deps.db, deps.now())
  for (const { organisationId, id } of due) await sendTo(deps, organisationId, id, slugOf(organisationId))
}

async function sendTo(deps: Deps, organisationId: string, id: string, organisation: string): Promise<void> {
  const began = deps.now()
  const claimed = await claimWebhook(deps.db, organisationId, id, began, new Date(began.getTime() + leaseMs))
  if (!claimed) return
  const keep = (outcome: Parameters<typeof updateWebhook>[3]) => updateWebhook(deps.db, organisationId, id, outcome)
  let reached = claimed.position
  for (const { position, event } of await eventsAfter(deps, organisationId, claimed.position, most)) {
    if (event && isWanted(claimed.acts, event.act)) {
      const { act, at, outcome, actorId, subjectId, details } = event
      const data = { organisation, id: event.id, outcome, actorId, subjectId, details }
      const { meaning, answer, wishedMs } = await callWebhook(deps, id, claimed, { id: event.id, type: act, at, data })
      const told = { lastAnswer: answer, lastAnswerAt: deps.now() }
      if (meaning !== 'taken') {
        const failures = claimed.failures + 1
        const pause = meaning === 'gone' ? null : pauseAfter(failures, wishedMs)
        await keep({
          ...told,
          position: reached,
          failures,
          ...(pause === null ? { stoppedAt: deps.now() } : { nextAttemptAt: new Date(deps.now().getTime() + pause) }),
        })
        if (pause !== null) return
        log().error({ organisation, webhook: id, answer }, 'a webhook is not sent any more')
        const stopped = { webhook: claimed.url, webhookId: id, answer, failures }
        return recordEvent(deps, { organisationId, act: 'webhooks.stopped', outcome: 'failure', subjectId: null, details: stopped })
      }
      claimed.failures = 0
      if (!(await keep({ ...told, position, failures: 0 }))) return // it was removed meanwhile
    }
    reached = position
    if (deps.now().getTime() - began.getTime() > longestMs) break
  }
  await keep({ position: reached, nextAttemptAt: deps.now() })
}

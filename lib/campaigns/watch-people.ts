import { type Deps, inTransaction } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import type { Campaign } from './schema'
import { fallThrough, isWorkLeft, markAnswers, markArrived, moveState, saveCounts } from './store'

/** The audit is written when a transaction begins and seen when it ends: so long before the last look it is read again. Milliseconds. */
const overlap = 120_000
/** How often one looks, and how often one counts where that takes longer; milliseconds. */
const pauses = [
  { upTo: 2_000, look: 4_000, count: 4_000 },
  { upTo: 50_000, look: 50_000, count: 50_000 },
  { upTo: Number.POSITIVE_INFINITY, look: 50_000, count: 600_000 },
]

/**
 * What became of the people of a campaign that was started: whose message arrived, who goes on to the next channel, who
 * opened the page and who got in; finishes it when nobody is left to send to. `chosen` is how many people it has.
 */
export async function watchPeople(deps: Deps, campaign: Campaign, chosen: number, settings = environment()): Promise<void> {
  const { organisationId, id, startedAt, watchedUntil, countedAt } = campaign
  if (!startedAt) return
  const until = deps.now()
  const pause = pauses.find(({ upTo }) => chosen < upTo) ?? pauses[0]
  const isOld = (at: Date | null, age = 0) => at === null || until.getTime() - at.getTime() >= age
  if (!isOld(watchedUntil, pause?.look)) return
  const last = Math.max(startedAt.getTime(), (watchedUntil ?? startedAt).getTime() - overlap)
  await inTransaction(deps, ({ db }) => markAnswers(db, organisationId, id, { from: new Date(last), until }))
  const hasReceipts = Boolean(settings.SMS_RECEIPT_SECRET) && settings.SMS_GATEWAY !== 'outbox'
  await inTransaction(deps, ({ db }) => markArrived(db, organisationId, id, until, hasReceipts))
  await inTransaction(deps, ({ db }) => fallThrough(db, organisationId, id, until, hasReceipts))
  const isOver = campaign.state === 'running' && !(await isWorkLeft(deps.db, organisationId, id))
  if (isOver) await moveState(deps.db, organisationId, id, { from: ['running'], to: 'finished', fields: { endedAt: until } })
  if (isOver || isOld(countedAt, pause?.count)) await inTransaction(deps, ({ db }) => saveCounts(db, organisationId, id, until))
}

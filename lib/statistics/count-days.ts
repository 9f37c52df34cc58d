import { type Deps, inTransaction } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { addDays, dayOf } from './rules'
import { countDays as count, countPeople, findFirstEvent, findMark, lockCounting, saveMark } from './store'

/** Days that are counted again each time: what a transaction wrote late, and what a gateway said late, comes in. */
const recounted = 3
/** Days of one transaction, where years are caught up with. */
const atOnce = 31
/** How long the people's count is good, which reads the whole register; milliseconds. */
const peopleFor = 60 * 60_000

/**
 * Counts what happened in an organisation up to now, by the days of its own calendar: at first everything that the audit
 * holds, afterwards the last days anew. Any server may do it, and any may die in the middle.
 */
export async function countDays(deps: Deps, organisation: Organisation): Promise<void> {
  for (let isMore = true; isMore; ) isMore = await inTransaction(deps, (deps) => countNext(deps, organisation))
}

async function countNext(deps: Deps, { id, settings }: Organisation): Promise<boolean> {
  const { db } = deps
  if (!(await lockCounting(db, id))) return false
  const now = deps.now()
  const { timeZone } = settings
  const today = dayOf(now, timeZone)
  const mark = await findMark(db, id)
  const firstEvent = mark ? null : await findFirstEvent(db, id)
  const from = mark ? addDays(mark.countedTo, 1 - recounted) : dayOf(firstEvent ?? now, timeZone)
  const [to = today] = [addDays(from, atOnce - 1), today].sort()
  await count(db, id, { from, to, timeZone })
  const arePeopleDue = to === today && (!mark || now.getTime() - mark.peopleCountedAt.getTime() >= peopleFor || mark.countedTo < today)
  if (arePeopleDue) await countPeople(db, id, today, settings.recovery.proofs)
  await saveMark(db, id, { countedTo: to, peopleCountedAt: arePeopleDue ? now : (mark?.peopleCountedAt ?? new Date(0)) })
  return to < today
}

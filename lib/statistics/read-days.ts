import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { bucketsOf, type CountKind, countKinds, dayOf, fewestMembers, firstDayOf, type Period } from './rules'
import { listCounts } from './store'

export type Statistics = {
  /** what each point stands for: a day, or a month */
  keys: string[]
  /** what happened, a number for each point */
  series: Record<CountKind, number[]>
  /** the members of today; null before the first count */
  members: { all: number; stranded: number; contactless: number; unvalidated: number } | null
  /** the share who could not recover, at each point; null where it was not counted, or tells of single people */
  stranded: (number | null)[]
}

/** The numbers of a period, as they were counted; a page reads a few thousand rows however large the register is. */
export async function readDays(deps: Deps, { id, settings }: Organisation, period: Period): Promise<Statistics> {
  const today = dayOf(deps.now(), settings.timeZone)
  const rows = await listCounts(deps.db, id, firstDayOf(period, today))
  const counts = new Map(rows.map(({ day, kind, count }) => [`${kind} ${day}`, count]))
  const countOf = (kind: CountKind, day: string) => counts.get(`${kind} ${day}`)
  const buckets = bucketsOf(period, today)
  const sum = (kind: CountKind) => buckets.map(({ days }) => days.reduce((total, day) => total + (countOf(kind, day) ?? 0), 0))
  const stranded = buckets.map(({ days }) => {
    const last = days.findLast((day) => countOf('members', day) !== undefined)
    const members = last ? (countOf('members', last) ?? 0) : 0
    return last && members >= fewestMembers ? (countOf('stranded', last) ?? 0) / members : null
  })
  const newest = rows.findLast(({ kind }) => kind === 'members')
  const standing = (kind: CountKind) => (newest ? (countOf(kind, newest.day) ?? 0) : 0)
  return {
    keys: buckets.map(({ key }) => key),
    series: Object.fromEntries(countKinds.map((kind) => [kind, sum(kind)])) as Record<CountKind, number[]>,
    members: newest ? { all: newest.count, stranded: standing('stranded'), contactless: standing('contactless'), unvalidated: standing('unvalidated') } : null,
    stranded,
  }
}

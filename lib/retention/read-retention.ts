import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { asKeeper } from './as-keeper'
import { dueBefore, type Kind, mostCounted } from './rules'
import { countDue, latestNight, listGone } from './store'

export type Retention = {
  kinds: { kind: Kind; days: number; removed: number; due: number }[]
  /** the last night's; null before the first */
  night: { startedAt: Date; endedAt: Date | null } | null
}

/** How long each kind is kept, what the last night removed of it, and how much the next one would, counted up to `mostCounted`. */
export async function readRetention(deps: Deps, { id, settings }: Organisation): Promise<Retention> {
  const night = await latestNight(deps.db, id)
  const kinds: Retention['kinds'] = []
  for (const [kind, days] of Object.entries(settings.retention) as [Kind, number][]) {
    const before = dueBefore(deps.now(), days)
    const due =
      kind === 'goneDays'
        ? (await listGone(deps.db, id, before, '00000000-0000-0000-0000-000000000000', mostCounted)).length
        : await asKeeper(deps, id, kind, ({ db }) => countDue(db, id, kind, before, mostCounted))
    kinds.push({ kind, days, removed: night?.removals.find((row) => row.kind === kind)?.removed ?? 0, due })
  }
  return { kinds, night: night && { startedAt: night.startedAt, endedAt: night.endedAt } }
}

import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { asKeeper } from './as-keeper'
import { batch, dueBefore, type Kind, nightOf, nightsKept } from './rules'
import { beginNight, endNight, removalsOf, removeBatch, removeNights, stepsOf } from './store'

type Rows = Exclude<Kind, 'goneDays'>

/** Opens the night; its name, or null when it is over. */
export async function openNight(deps: Deps, { id }: Organisation): Promise<string | null> {
  const night = nightOf(deps.now())
  return (await beginNight(deps.db, id, night, deps.now())) ? night : null
}

/**
 * Removes what the settings keep no longer, kind by kind and in small batches, each a statement of its own: whoever is
 * stopped in the middle goes on where it was, and two at once share the work.
 */
export async function removeOld(deps: Deps, { id, settings }: Organisation, night: string, kinds: readonly Rows[]): Promise<void> {
  for (const kind of kinds) {
    const before = dueBefore(deps.now(), settings.retention[kind])
    for (let step = 0; step < stepsOf(kind); step++)
      for (let removed = batch; removed === batch; )
        removed = await asKeeper(deps, id, kind, ({ db }) => removeBatch(db, id, { kind, step, before, night, most: batch }))
  }
}

/** Closes the night. To whoever closes it first it tells what it removed; null to all others. */
export async function closeNight(deps: Deps, { id }: Organisation, night: string): Promise<Record<string, number> | null> {
  await removeNights(deps.db, id, nightOf(dueBefore(deps.now(), nightsKept)))
  if (!(await endNight(deps.db, id, night, deps.now()))) return null
  return Object.fromEntries((await removalsOf(deps.db, id, night)).map(({ kind, removed }) => [kind, removed]))
}

import type { Deps } from '@/lib/core/db'
import { countOpen, findOpen, insertCase, listOpen, nextNumber } from './store'

/** The person's open request to be erased, or a new one; returns its number. Call it in a transaction that holds the person. */
export async function openErasure(deps: Deps, organisationId: string, personId: string): Promise<{ number: number; isNew: boolean }> {
  const open = await findOpen(deps.db, organisationId, personId, 'erasure')
  if (open) return { number: open.number, isNew: false }
  const number = await nextNumber(deps.db, organisationId)
  const at = deps.now()
  await insertCase(deps.db, { organisationId, personId, kind: 'erasure', told: 'erasure', channel: 'page', toldAt: at, openedAt: at, number })
  return { number, isNew: true }
}

export const findErasure = (deps: Deps, organisationId: string, personId: string) => findOpen(deps.db, organisationId, personId, 'erasure')

/** As many as a page shows, oldest first: they have waited longest. */
const shown = 100

export const openErasures = (deps: Deps, organisationId: string) => listOpen(deps.db, organisationId, 'erasure', shown)

/** How many wait for staff whose right reaches these groups; null: everybody. */
export const countErasures = (deps: Deps, organisationId: string, groupIds: readonly string[] | null): Promise<number> =>
  countOpen(deps.db, organisationId, 'erasure', groupIds)

import type { Deps } from '@/lib/core/db'
import type { CaseKind, Told } from './schema'
import { findOpen, insertCase, nextNumber, spendOfPerson } from './store'

type Opening = Told & { organisationId: string; personId: string; kind: CaseKind }

/**
 * Opens a case for the desk, or finds the person's open one, and uses up every link of the person. Call it in a
 * transaction that holds the person, or two presses at once would open two.
 */
export async function openCase(deps: Deps, { told, channel, toldAt, ...opening }: Opening): Promise<{ number: number; isNew: boolean }> {
  const { organisationId, personId, kind } = opening
  const now = deps.now()
  const open = await findOpen(deps.db, organisationId, personId, kind)
  const number = open?.number ?? (await nextNumber(deps.db, organisationId))
  const id = open?.id ?? (await insertCase(deps.db, { ...opening, told, channel, toldAt, number, openedAt: now }))
  await spendOfPerson(deps.db, organisationId, personId, id, now)
  return { number, isNew: open === null }
}

import type { Deps } from '@/lib/core/db'
import { leaveGroups, saveKnown } from './store'

type Known = { externalId?: string | null; goneAt?: Date | null; wasFrozen?: boolean }

/** What only the outside system says of a person. */
export const keepKnown = (deps: Deps, organisationId: string, personId: string, known: Known) => saveKnown(deps.db, organisationId, personId, known)

/** The person is no longer there for the outside system, nor in any group. */
export async function markGone(deps: Deps, organisationId: string, personId: string): Promise<void> {
  await leaveGroups(deps.db, organisationId, personId)
  await saveKnown(deps.db, organisationId, personId, { goneAt: deps.now() })
}

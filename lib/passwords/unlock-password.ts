import type { Deps } from '@/lib/core/db'
import { deleteFailures } from './store'

/** Ends the lock and forgets the failures: for proven recovery and the desk, who write the audit. */
export async function unlockPassword(deps: Deps, organisationId: string, subjectId: string): Promise<void> {
  await deleteFailures(deps.db, organisationId, subjectId, deps.now(), true)
}

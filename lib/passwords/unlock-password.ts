import type { Deps } from '@/lib/core/db'
import { type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { type HomeFailure, homeOf } from './home'
import { deleteFailures } from './store'

/** Ends the lock, the directory's too, and forgets the failures: for proven recovery and the desk, who write the audit. */
export async function unlockPassword(deps: Deps, organisation: Organisation, subjectId: string): Promise<Result<null, HomeFailure>> {
  await forgetFailures(deps, organisation.id, subjectId)
  const opened = await homeOf(organisation).unlock(deps, organisation, subjectId)
  return opened.ok ? success(null) : opened
}

/** After a new password, with which the home opened the account by itself. */
export async function forgetFailures(deps: Deps, organisationId: string, subjectId: string): Promise<void> {
  await deleteFailures(deps.db, organisationId, subjectId, deps.now(), true)
}

import type { Deps } from '@/lib/core/db'
import { describeLock, type Lock } from './lock-rules'
import { findFailures } from './store'

/** Whether the account is locked, since when, after how many wrong passwords, and when it ends: for the desk, never for strangers. */
export async function readLock(deps: Deps, organisationId: string, subjectId: string): Promise<Lock> {
  return describeLock(await findFailures(deps.db, organisationId, subjectId), deps.now())
}

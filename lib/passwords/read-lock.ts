import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { homeOf } from './home'
import { describeLock, type Lock, type StandsThere } from './lock-rules'
import { findFailures } from './store'

/**
 * Whether the account is locked, since when, after how many wrong passwords, and when it ends: for the desk, never for
 * strangers. A directory that has locked it by itself counts, and says neither since when nor until when.
 */
export async function readLock(deps: Deps, organisation: Organisation, subjectId: string): Promise<Lock & { there: StandsThere }> {
  const lock = describeLock(await findFailures(deps.db, organisation.id, subjectId), deps.now())
  const there = await homeOf(organisation).look(deps, organisation, subjectId)
  return { ...lock, isLocked: lock.isLocked || there.isLocked, there }
}

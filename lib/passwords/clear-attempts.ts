import type { Deps, Piece } from '@/lib/core/db'
import type { Attempt } from './count-attempt'
import { deleteFailures, deleteFailuresPiece } from './store'

/**
 * After a right password: failures, failures in a row and the growing wait begin anew. A lock that others set meanwhile
 * stays; the one that this very attempt set goes.
 */
export async function clearAttempts(deps: Deps, organisationId: string, subjectId: string, attempt: Attempt): Promise<void> {
  if (!attempt.isLocked) await deleteFailures(deps.db, organisationId, subjectId, deps.now(), attempt.hasJustLocked)
}

/** The same after an attempt that was let through, to be written along with the session that it opens. */
export const clearAttemptsAlong = (deps: Deps, organisationId: string, subjectId: string, { hasJustLocked }: Attempt): Piece =>
  deleteFailuresPiece(organisationId, subjectId, deps.now(), hasJustLocked)

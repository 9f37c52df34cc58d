import type { Deps, Piece } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { hardCeiling } from './lock-rules'
import { countFailure } from './store'

export type Attempt = {
  /** nothing may be checked: right and wrong passwords get the same answer; the fields below say nothing then */
  isLocked: boolean
  /** this attempt may be checked, but was the last: when it is wrong, the owner is told */
  hasJustLocked: boolean
  /** when the lock that this attempt set ends; null when it set none, and when it does not end by itself */
  lockedUntil: Date | null
  /** with this one, since the window began */
  failures: number
  /** in a row before this one, since the last right password */
  failuresBefore: number
}

/**
 * Counts an attempt at a password before it is checked against `hash`; a right one takes it back with `clearAttempts`.
 * `subjectId` is the person's id or `strangerId`. Outside transactions: a rolled back attempt would be a free guess.
 */
export async function countAttempt(
  deps: Deps,
  organisation: Organisation,
  subjectId: string,
  unless: Piece | null = null,
): Promise<Attempt & { hash: string | null }> {
  const counted = await countFailure(deps.db, organisation.id, subjectId, organisation.settings.lock, deps.now(), unless)
  if (counted === null) return { isLocked: true, hasJustLocked: false, lockedUntil: null, failures: 0, failuresBefore: 0, hash: null }
  const { failures, failuresInRow, lockedUntil, hash } = counted
  const isClosed = failuresInRow >= hardCeiling
  return { isLocked: false, hasJustLocked: lockedUntil !== null, lockedUntil: isClosed ? null : lockedUntil, failures, failuresBefore: failuresInRow - 1, hash }
}

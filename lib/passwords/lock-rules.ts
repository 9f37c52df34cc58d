/** Failures in a row after which the password stays closed until recovery or unlocking (NIST SP 800-63B-4 3.2.2, security.md 29). */
export const hardCeiling = 100

/** The row of one account's wrong passwords, as it is stored. */
export type FailureRow = { failures: number; failuresInRow: number; lockedAt: Date | null; lockedUntil: Date | null; lockLevel: number }

export type Lock = {
  isLocked: boolean
  /** does not end by itself: `hardCeiling` failures in a row */
  isClosed: boolean
  lockedAt: Date | null
  /** null when not locked, and when it does not end by itself */
  endsAt: Date | null
  failures: number
  failuresInRow: number
}

/** What the row says at `now`. A lock that has ended is none, though it still stands in the row. */
export function describeLock(row: FailureRow | null, now: Date): Lock {
  const isLocked = row?.lockedUntil != null && row.lockedUntil > now
  const isClosed = isLocked && row.failuresInRow >= hardCeiling
  return {
    isLocked,
    isClosed,
    lockedAt: isLocked ? row.lockedAt : null,
    endsAt: isLocked && !isClosed ? row.lockedUntil : null,
    failures: row?.failures ?? 0,
    failuresInRow: row?.failuresInRow ?? 0,
  }
}

/** How the account stands in the home of its password; `isClosed`: shut by whoever runs the home; `usedAt`: the last sign-in that it knows, anybody's who asks it. */
export type StandsThere = { isLocked: boolean; isClosed: boolean; usedAt: Date | null }
export const standsFree: StandsThere = { isLocked: false, isClosed: false, usedAt: null }

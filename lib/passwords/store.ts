import type { Db, Piece } from '@/lib/core/db'
import { ask, asPiece, Prisma, pieceOf, reveal } from '@/lib/core/prisma'
import { type FailureRow, hardCeiling } from './lock-rules'

export type StoredPassword = { hash: string | null; setAt: Date; setBy: string }
const storedFields = { hash: true, setAt: true, setBy: true } as const

export function findPassword(db: Db, organisationId: string, personId: string): Promise<StoredPassword | null> {
  return reveal(db).password.findUnique({ where: { organisationId_personId: { organisationId, personId } }, select: storedFields })
}

/** Newest first. */
export async function findFormerHashes(db: Db, organisationId: string, personId: string, count: number): Promise<string[]> {
  const rows = await reveal(db).formerPassword.findMany({
    where: { organisationId, personId },
    orderBy: [{ replacedAt: 'desc' }, { id: 'desc' }],
    take: count,
    select: { hash: true },
  })
  return rows.map((row) => row.hash)
}

/** Puts `next` in the place of `present`; false when somebody else was quicker. */
export async function replacePassword(
  db: Db,
  organisationId: string,
  personId: string,
  present: StoredPassword | null,
  next: StoredPassword,
): Promise<boolean> {
  const passwords = reveal(db).password
  const { count } = present
    ? await passwords.updateMany({ where: { organisationId, personId, ...present }, data: next })
    : await passwords.createMany({ data: { organisationId, personId, ...next }, skipDuplicates: true })
  return count === 1
}

/** The same password under a better hash: neither its age nor its history changes. False when it was changed meanwhile. */
export async function replaceHash(db: Db, organisationId: string, personId: string, present: string, next: string): Promise<boolean> {
  const { count } = await reveal(db).password.updateMany({ where: { organisationId, personId, hash: present }, data: { hash: next } })
  return count === 1
}

export async function insertFormerHash(db: Db, organisationId: string, personId: string, hash: string, replacedAt: Date): Promise<void> {
  await reveal(db).formerPassword.create({ data: { organisationId, personId, hash, replacedAt }, select: { id: true } })
}

/** Forgets all but the newest `keep`. */
export async function deleteOldFormerHashes(db: Db, organisationId: string, personId: string, keep: number): Promise<void> {
  const old = await reveal(db).formerPassword.findMany({
    where: { organisationId, personId },
    orderBy: [{ replacedAt: 'desc' }, { id: 'desc' }],
    skip: keep,
    select: { id: true },
  })
  if (old.length > 0) await reveal(db).formerPassword.deleteMany({ where: { organisationId, personId, id: { in: old.map((row) => row.id) } } })
}

/** `lockedUntil`: set by this very attempt. */
type CountedFailure = { failures: number; failuresInRow: number; lockedUntil: Date | null; hash: string | null }
type LockSettings = { failures: number; windowMinutes: number; waitsSeconds: number[] }

/**
 * Counts an attempt, and locks when it reaches the number, in one statement, so that no two servers count past each other.
 * Null when the account is locked, or `unless` holds: then nothing is counted and the lock isn't extended. `hash` is what the attempt is
 * compared with; a stranger has none.
 */
export async function countFailure(
  db: Db,
  organisationId: string,
  subjectId: string,
  lock: LockSettings,
  now: Date,
  unless: Piece | null,
): Promise<CountedFailure | null> {
  const rows = await ask<CountedFailure>(db)`
    INSERT INTO "password_failures" AS "was" ("organisation_id", "subject_id", "failures", "failures_in_row", "window_started_at")
    SELECT ${organisationId}::uuid, ${subjectId}::uuid, 1, 1, ${now}::timestamptz WHERE NOT ${unless ? pieceOf(unless) : Prisma.sql`false`}
    ON CONFLICT ("organisation_id", "subject_id") DO UPDATE
    SET ("failures", "failures_in_row", "window_started_at", "locked_at", "locked_until", "lock_level") = (
      SELECT
        "next"."failures",
        "was"."failures_in_row" + 1,
        CASE WHEN "next"."failures" = 1 THEN ${now}::timestamptz ELSE "was"."window_started_at" END,
        CASE WHEN "next"."locks" OR "next"."closes" THEN ${now}::timestamptz END,
        CASE
          WHEN "next"."closes" THEN '9999-12-31'::timestamptz
          WHEN "next"."locks" THEN ${now}::timestamptz + make_interval(secs =>
            (${lock.waitsSeconds}::int[])[LEAST("was"."lock_level" + 1, ${lock.waitsSeconds.length}::int)])
        END,
        "was"."lock_level" + CASE WHEN "next"."locks" THEN 1 ELSE 0 END
      FROM (
        SELECT "counted"."failures", "counted"."failures" >= ${lock.failures}::int AS "locks", "was"."failures_in_row" + 1 >= ${hardCeiling}::int AS "closes"
        FROM (
          SELECT CASE
            WHEN "was"."locked_until" IS NOT NULL OR "was"."window_started_at" <= ${now}::timestamptz - make_interval(mins => ${lock.windowMinutes}::int) THEN 1
            ELSE "was"."failures" + 1
          END AS "failures"
        ) "counted"
      ) "next"
    )
    WHERE "was"."locked_until" IS NULL OR "was"."locked_until" <= ${now}::timestamptz
    RETURNING "failures", "failures_in_row" AS "failuresInRow", "locked_until" AS "lockedUntil", (
      SELECT "hash" FROM "passwords" WHERE "passwords"."organisation_id" = "was"."organisation_id" AND "passwords"."person_id" = "was"."subject_id"
    ) AS "hash"`
  return rows[0] ?? null
}

/** Forgets the failures, of a locked account only when `isLockToo`. */
export async function deleteFailures(db: Db, organisationId: string, subjectId: string, now: Date, isLockToo: boolean): Promise<boolean> {
  return (await reveal(db).$executeRaw(pieceOf(deleteFailuresPiece(organisationId, subjectId, now, isLockToo)))) === 1
}

export function deleteFailuresPiece(organisationId: string, subjectId: string, now: Date, isLockToo: boolean): Piece {
  return asPiece(Prisma.sql`
    DELETE FROM password_failures WHERE organisation_id = ${organisationId}::uuid AND subject_id = ${subjectId}::uuid
      AND (${isLockToo} OR locked_until IS NULL OR locked_until <= ${now})`)
}

/** A stranger's id is a UUID of version 8, a person's never. */
export async function removeFailuresOfStrangers(db: Db, begunBefore: Date, now: Date): Promise<number> {
  return reveal(db).$executeRaw`DELETE FROM password_failures WHERE substr(subject_id::text, 15, 1) = '8'
    AND window_started_at < ${begunBefore} AND (locked_until IS NULL OR locked_until <= ${now})`
}

export function findFailures(db: Db, organisationId: string, subjectId: string): Promise<FailureRow | null> {
  return reveal(db).passwordFailure.findUnique({
    where: { organisationId_subjectId: { organisationId, subjectId } },
    select: { failures: true, failuresInRow: true, lockedAt: true, lockedUntil: true, lockLevel: true },
  })
}

/** Of two orders for one person the second waits until the first is whole. */
export async function lockFirstPasswords(db: Db, organisationId: string, personId: string): Promise<void> {
  await reveal(db).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`first-password ${organisationId} ${personId}`}, 0))`
}

export async function insertFirstPassword(db: Db, row: Prisma.FirstPasswordUncheckedCreateInput): Promise<void> {
  await reveal(db).firstPassword.create({ data: row, select: { id: true } })
}

export async function endFirstPasswords(db: Db, organisationId: string, personId: string, now: Date): Promise<void> {
  await reveal(db).firstPassword.updateMany({ where: { organisationId, personId, endedAt: null }, data: { endedAt: now } })
}

/** The newest that lives. */
export function findFirstPassword(db: Db, organisationId: string, personId: string, now: Date) {
  return reveal(db).firstPassword.findFirst({
    where: { organisationId, personId, endedAt: null, expiresAt: { gt: now } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, hmac: true },
  })
}

export async function endFirstPassword(db: Db, organisationId: string, id: string, now: Date): Promise<boolean> {
  return (
    (await reveal(db).firstPassword.updateMany({ where: { organisationId, id, endedAt: null, expiresAt: { gt: now } }, data: { endedAt: now } })).count === 1
  )
}

/** All that a password of the person could be checked by, the earlier ones too. */
export async function deleteHashes(db: Db, organisationId: string, personId: string): Promise<void> {
  await reveal(db).formerPassword.deleteMany({ where: { organisationId, personId } })
  await eraseHash(db, organisationId, personId)
}

/** The same of everybody of an organisation. Returns how many had one. */
export async function deleteAllHashes(db: Db, organisationId: string): Promise<number> {
  await reveal(db).formerPassword.deleteMany({ where: { organisationId } })
  return (await reveal(db).password.updateMany({ where: { organisationId, hash: { not: null } }, data: { hash: null } })).count
}

/** Takes one attempt back that nobody could judge, and the lock that it set. */
export async function takeFailureBack(db: Db, organisationId: string, subjectId: string, isLockToo: boolean): Promise<void> {
  await reveal(db).$executeRaw`
    UPDATE "password_failures" SET "failures" = GREATEST("failures" - 1, 0), "failures_in_row" = GREATEST("failures_in_row" - 1, 0),
      "locked_at" = CASE WHEN ${isLockToo} THEN NULL ELSE "locked_at" END,
      "locked_until" = CASE WHEN ${isLockToo} THEN NULL ELSE "locked_until" END,
      "lock_level" = CASE WHEN ${isLockToo} THEN GREATEST("lock_level" - 1, 0) ELSE "lock_level" END
    WHERE "organisation_id" = ${organisationId}::uuid AND "subject_id" = ${subjectId}::uuid`
}

export async function eraseHash(db: Db, organisationId: string, personId: string): Promise<void> {
  await reveal(db).password.updateMany({ where: { organisationId, personId }, data: { hash: null } })
}

type Counted = { passwords: number; locked: number; firstPasswords: number }

/** Of people, not of strangers' names. */
export async function countAccounts(db: Db, organisationId: string, now: Date): Promise<Counted> {
  const [counted] = await reveal(db).$queryRaw<Counted[]>`
    SELECT (SELECT count(*) FROM passwords w WHERE w.organisation_id = ${organisationId}::uuid AND w.hash IS NOT NULL)::int AS passwords,
      (SELECT count(*) FROM password_failures f JOIN persons p ON p.organisation_id = f.organisation_id AND p.id = f.subject_id
        WHERE f.organisation_id = ${organisationId}::uuid AND f.locked_until > ${now})::int AS locked,
      (SELECT count(*) FROM first_passwords s WHERE s.organisation_id = ${organisationId}::uuid AND s.ended_at IS NULL AND s.expires_at > ${now})::int AS "firstPasswords"`
  return counted ?? { passwords: 0, locked: 0, firstPasswords: 0 }
}

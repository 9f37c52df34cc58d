import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'

type Key = { organisationId: string; journeyId: string; purpose: string }

export function findCode(db: Db, { organisationId, journeyId, purpose }: Key) {
  return reveal(db).oneTimeCode.findUnique({
    where: { organisationId_journeyId_purpose: { organisationId, journeyId, purpose } },
    select: { id: true, reference: true, attempts: true, sendings: true, sentAt: true, expiresAt: true, usedAt: true, messageId: true },
  })
}

type Secret = { personId: string | null; reference: string; hmac: Uint8Array<ArrayBuffer>; sentAt: Date; expiresAt: Date }

export async function insertCode(db: Db, key: Key, secret: Secret): Promise<void> {
  await reveal(db).oneTimeCode.create({ data: { ...key, ...secret }, select: { id: true } })
}

/** Puts a new secret in the place of the old one; the wrong tries stay counted. False when another sending came first. */
export async function replaceCode(db: Db, key: Key, sendingsBefore: number, sendings: number, secret: Secret): Promise<boolean> {
  const { count } = await reveal(db).oneTimeCode.updateMany({
    where: { ...key, usedAt: null, sendings: sendingsBefore },
    data: { ...secret, sendings, messageId: null },
  })
  return count === 1
}

export async function setMessage(db: Db, key: Key, messageId: string): Promise<void> {
  await reveal(db).oneTimeCode.updateMany({ where: key, data: { messageId } })
}

/** Counts a try before anything is compared; null when the code is used, dead or not there. */
export async function countTry(db: Db, { organisationId, journeyId, purpose }: Key, tries: number) {
  const [row] = await reveal(db).$queryRaw<{ id: string; hmac: Uint8Array; attempts: number; expiresAt: Date; personId: string | null }[]>`
    UPDATE one_time_codes SET attempts = attempts + 1
    WHERE organisation_id = ${organisationId}::uuid AND journey_id = ${journeyId}::uuid AND purpose = ${purpose} AND used_at IS NULL AND attempts < ${tries}
    RETURNING id, hmac, attempts, expires_at AS "expiresAt", person_id AS "personId"`
  return row ?? null
}

/** True for one of all who use the code up at once. */
export async function spendCode(db: Db, organisationId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await reveal(db).oneTimeCode.updateMany({ where: { organisationId, id, usedAt: null }, data: { usedAt: now } })
  return count === 1
}

/** Nothing that was sent to this person opens anything any more. */
export async function endOfPerson(db: Db, organisationId: string, personId: string, now: Date): Promise<number> {
  return (await reveal(db).oneTimeCode.updateMany({ where: { organisationId, personId, usedAt: null }, data: { usedAt: now } })).count
}

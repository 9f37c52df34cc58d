import type { Db, Piece } from '@/lib/core/db'
import { ask, asPiece, Prisma, reveal } from '@/lib/core/prisma'

const fields = {
  id: true,
  organisationId: true,
  kind: true,
  state: true,
  personId: true,
  sealed: true,
  createdAt: true,
  expiresAt: true,
  finishedAt: true,
} as const

export type JourneyRow = Prisma.JourneyGetPayload<{ select: typeof fields }>

export async function insertJourney(db: Db, row: Prisma.JourneyUncheckedCreateInput): Promise<void> {
  await reveal(db).journey.create({ data: row, select: { id: true } })
}

/** A live journey of this browser: the one named, or the latest of its kind. Every step of every journey asks, so it is written as SQL: a third less work. */
export async function findLive(
  db: Db,
  { organisationId, kind, browserHash, id }: { organisationId: string; kind: string; browserHash: Uint8Array<ArrayBuffer>; id?: string },
  now: Date,
): Promise<JourneyRow | null> {
  const [row] = await ask<JourneyRow>(db)`
    SELECT id, organisation_id AS "organisationId", kind, state, person_id AS "personId", sealed, created_at AS "createdAt", expires_at AS "expiresAt",
      finished_at AS "finishedAt"
    FROM journeys
    WHERE organisation_id = ${organisationId}::uuid AND kind = ${kind} AND browser_hash = ${browserHash} AND finished_at IS NULL AND expires_at > ${now}
      ${id === undefined ? Prisma.empty : Prisma.sql`AND id = ${id}::uuid`}
    ORDER BY created_at DESC LIMIT 1`
  return row ?? null
}

/** False when the journey has moved on meanwhile: of two that move it at once, one wins. */
export async function moveFrom(db: Db, organisationId: string, id: string, state: string, data: Prisma.JourneyUncheckedUpdateManyInput): Promise<boolean> {
  const { count } = await reveal(db).journey.updateMany({ where: { organisationId, id, state, finishedAt: null }, data })
  return count === 1
}

export const finishPiece = (organisationId: string, id: string, state: string, now: Date): Piece =>
  asPiece(Prisma.sql`
    UPDATE journeys SET finished_at = ${now}, state = ${state}, sealed = NULL
    WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND finished_at IS NULL`)

/** Journeys of a kind and state that ended without being finished; each is given once, to one asker. */
export function takeAbandoned(db: Db, kind: string, state: string, now: Date, since: Date) {
  return reveal(db).$queryRaw<{ id: string; organisationId: string; personId: string | null; sealed: Uint8Array | null }[]>`
    UPDATE journeys SET finished_at = ${now}, state = 'abandoned'
    WHERE kind = ${kind} AND state = ${state} AND finished_at IS NULL AND expires_at <= ${now} AND expires_at > ${since}
    RETURNING id, organisation_id AS "organisationId", person_id AS "personId", sealed`
}

/** A live journey whatever browser asks: for links that carry a secret of their own. */
export function findLiveById(db: Db, organisationId: string, kind: string, id: string, now: Date): Promise<JourneyRow | null> {
  return reveal(db).journey.findFirst({ where: { organisationId, kind, id, finishedAt: null, expiresAt: { gt: now } }, select: fields })
}

export function findLiveOfPerson(db: Db, organisationId: string, kind: string, personId: string, now: Date): Promise<JourneyRow | null> {
  const where = { organisationId, kind, personId, finishedAt: null, expiresAt: { gt: now } }
  return reveal(db).journey.findFirst({ where, orderBy: { createdAt: 'desc' }, select: fields })
}

export async function lastFinished(db: Db, organisationId: string, kind: string, personId: string, state: string, since: Date): Promise<Date | null> {
  const where = { organisationId, kind, personId, state, finishedAt: { gt: since } }
  return (await reveal(db).journey.findFirst({ where, orderBy: { finishedAt: 'desc' }, select: { finishedAt: true } }))?.finishedAt ?? null
}

/** Where this browser's latest journey of a kind stands, though it may have ended. */
export async function findLatestState(
  db: Db,
  where: { organisationId: string; kind: string; browserHash: Uint8Array<ArrayBuffer>; personId?: string },
): Promise<string | null> {
  const row = await reveal(db).journey.findFirst({ where, orderBy: { createdAt: 'desc' }, select: { state: true } })
  return row?.state ?? null
}

export async function findStateById(db: Db, organisationId: string, kind: string, id: string, now: Date): Promise<string | null> {
  const row = await reveal(db).journey.findFirst({ where: { organisationId, kind, id, expiresAt: { gt: now } }, select: { state: true } })
  return row?.state ?? null
}

export async function endOfPerson(db: Db, organisationId: string, kind: string, personId: string, now: Date): Promise<number> {
  const where = { organisationId, kind, personId, finishedAt: null, expiresAt: { gt: now } }
  return (await reveal(db).journey.updateMany({ where, data: { finishedAt: now, state: 'replaced', sealed: null } })).count
}

/** Holds a journey until the transaction ends: who reads it after this overwrites nobody's word. */
export async function holdRow(db: Db, organisationId: string, id: string): Promise<void> {
  await reveal(db).$queryRaw`SELECT id FROM journeys WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid FOR UPDATE`
}

/** Ends every live journey of a person but one; they are held in one order, so that of two who do this at once one waits for the other. */
export function endOthersOfPerson(db: Db, organisationId: string, personId: string, exceptId: string | null, now: Date): Promise<number> {
  return reveal(db).$executeRaw`
    WITH live AS (
      SELECT organisation_id, id FROM journeys
      WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid AND finished_at IS NULL AND expires_at > ${now}
      ORDER BY id FOR UPDATE)
    UPDATE journeys SET finished_at = ${now}, state = 'replaced', sealed = NULL FROM live
    WHERE journeys.organisation_id = live.organisation_id AND journeys.id = live.id AND journeys.id IS DISTINCT FROM ${exceptId}::uuid`
}

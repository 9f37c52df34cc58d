import type { Db, Piece } from '@/lib/core/db'
import { ask, asPiece, Prisma, pieceOf, reveal } from '@/lib/core/prisma'
import type { Grant } from '@/lib/permissions/rules'

type NewSession = Omit<Prisma.SessionUncheckedCreateInput, 'factors' | 'endedAt' | 'endedBy'> & { id: string; factors: string[]; isRemembered: boolean }

/**
 * Writes the session, and in the same statement that its person has used the browser, and what goes along. `ifNewDevice`
 * is called where the browser is new for a person who has used another before.
 */
export async function insertSession(db: Db, row: NewSession, deviceHash: Uint8Array, along: Piece[], ifNewDevice: Piece | null): Promise<void> {
  const { organisationId, personId, createdAt } = row
  await ask(db)`
    WITH device AS (
      INSERT INTO known_devices AS d (organisation_id, person_id, device_hash, first_seen_at, last_seen_at)
      VALUES (${organisationId}::uuid, ${personId}::uuid, ${deviceHash}, ${createdAt}, ${createdAt})
      ON CONFLICT (organisation_id, person_id, device_hash) DO UPDATE SET last_seen_at = ${createdAt}
      RETURNING d.first_seen_at < ${createdAt} AS is_known
    ), session AS (
      INSERT INTO sessions (id, organisation_id, person_id, token_hash, created_at, authenticated_at, last_seen_at, idle_minutes, expires_at, is_remembered,
        factors, is_inside, client_address, user_agent)
      VALUES (${row.id}::uuid, ${organisationId}::uuid, ${personId}::uuid, ${row.tokenHash}, ${createdAt}, ${row.authenticatedAt}, ${row.lastSeenAt},
        ${row.idleMinutes}, ${row.expiresAt}, ${row.isRemembered}, ${row.factors}, ${row.isInside}, ${row.clientAddress}, ${row.userAgent})
    ) ${Prisma.join([Prisma.empty, ...along.map((piece, at) => Prisma.sql`${Prisma.raw(`along_${at}`)} AS (${pieceOf(piece)})`)], ', ')}
    SELECT ${ifNewDevice ? Prisma.sql`(${pieceOf(ifNewDevice)}).id::text` : Prisma.sql`NULL`} AS job FROM device WHERE NOT is_known AND EXISTS (
      SELECT FROM known_devices WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid AND device_hash <> ${deviceHash}
    )`
}

export type LiveSession = {
  id: string
  organisationId: string
  personId: string
  createdAt: Date
  authenticatedAt: Date
  lastSeenAt: Date
  idleMinutes: number
  expiresAt: Date
  isRemembered: boolean
  factors: string[]
  isInside: boolean
  username: string | null
  email: string | null
  memberNumber: string | null
  givenName: string
  familyName: string
  language: string | null
  roles: string[]
  /** the same roles, with what each is bounded to */
  grants: Grant[]
}

/** The session of a cookie, if it lives and its person may still be here. */
export async function findLiveSession(db: Db, organisationId: string, tokenHash: Uint8Array, now: Date): Promise<LiveSession | null> {
  const [row] = await ask<LiveSession>(db)`
    SELECT s.id, s.organisation_id AS "organisationId", s.person_id AS "personId", s.created_at AS "createdAt", s.authenticated_at AS "authenticatedAt",
      s.last_seen_at AS "lastSeenAt", s.idle_minutes AS "idleMinutes", s.expires_at AS "expiresAt", s.is_remembered AS "isRemembered", s.factors,
      s.is_inside AS "isInside", p.username, p.email, p.member_number AS "memberNumber", p.given_name AS "givenName", p.family_name AS "familyName", p.language,
      ARRAY(SELECT role FROM role_grants r WHERE r.organisation_id = s.organisation_id AND r.person_id = s.person_id) AS roles,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'groupIds', CASE WHEN r.is_bounded THEN ARRAY(
          SELECT group_id FROM role_scopes c WHERE c.organisation_id = r.organisation_id AND c.person_id = r.person_id AND c.role = r.role) END)), '[]')
        FROM role_grants r WHERE r.organisation_id = s.organisation_id AND r.person_id = s.person_id) AS grants
    FROM sessions s JOIN persons p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
    WHERE ${isLive(organisationId, tokenHash, now)}`
  return row ?? null
}

/** Whose the living session of a cookie is, as part of another's statement: `person_id`, or no row. */
export const livePersonPiece = (organisationId: string, tokenHash: Uint8Array, now: Date): Piece =>
  asPiece(Prisma.sql`
    SELECT s.person_id FROM sessions s JOIN persons p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
    WHERE ${isLive(organisationId, tokenHash, now)}`)

const isLive = (organisationId: string, tokenHash: Uint8Array, now: Date) => Prisma.sql`
  s.organisation_id = ${organisationId}::uuid AND s.token_hash = ${tokenHash} AND s.ended_at IS NULL AND p.status = 'active'
    AND s.expires_at > ${now} AND s.last_seen_at + s.idle_minutes * interval '1 minute' > ${now}`

export async function touchSession(db: Db, organisationId: string, id: string, now: Date): Promise<void> {
  await reveal(db).session.updateMany({ where: { organisationId, id, lastSeenAt: { lt: now } }, data: { lastSeenAt: now } })
}

type Renewal = { tokenHash: Uint8Array<ArrayBuffer>; lastSeenAt: Date; authenticatedAt?: Date; factors?: { push: string } }

export async function replaceToken(db: Db, organisationId: string, id: string, renewal: Renewal): Promise<boolean> {
  const { count } = await reveal(db).session.updateMany({ where: { organisationId, id, endedAt: null }, data: renewal })
  return count === 1
}

/** Ends the sessions that match and live; returns how many. */
export async function endWhere(db: Db, where: Prisma.SessionWhereInput & { organisationId: string }, endedBy: string, now: Date): Promise<number> {
  return (await reveal(db).session.updateMany({ where: { ...where, endedAt: null }, data: { endedAt: now, endedBy } })).count
}

export function listLive(db: Db, organisationId: string, personId: string, now: Date) {
  return reveal(db).$queryRaw<
    { id: string; createdAt: Date; lastSeenAt: Date; factors: string[]; isInside: boolean; isRemembered: boolean; userAgent: string; clientAddress: string }[]
  >`
    SELECT id, created_at AS "createdAt", last_seen_at AS "lastSeenAt", factors, is_inside AS "isInside", is_remembered AS "isRemembered",
      user_agent AS "userAgent", client_address AS "clientAddress"
    FROM sessions WHERE organisation_id = ${organisationId}::uuid AND person_id = ${personId}::uuid AND ended_at IS NULL
      AND expires_at > ${now} AND last_seen_at + idle_minutes * interval '1 minute' > ${now}
    ORDER BY last_seen_at DESC LIMIT 100`
}

/** Without the digest of the cookie. */
export function listEvery(db: Db, organisationId: string, personId: string) {
  return reveal(db).session.findMany({
    where: { organisationId, personId },
    omit: { tokenHash: true, organisationId: true, personId: true },
    orderBy: { createdAt: 'desc' },
  })
}

export function listDevicesOf(db: Db, organisationId: string, personId: string) {
  return reveal(db).knownDevice.findMany({
    where: { organisationId, personId },
    select: { firstSeenAt: true, lastSeenAt: true },
    orderBy: { lastSeenAt: 'desc' },
  })
}

export async function findPersonOfToken(db: Db, organisationId: string, tokenHash: Uint8Array<ArrayBuffer>): Promise<string | null> {
  return (await reveal(db).session.findFirst({ where: { organisationId, tokenHash }, select: { personId: true } }))?.personId ?? null
}

export function countLive(db: Db, organisationId: string, now: Date): Promise<number> {
  return reveal(db).session.count({ where: { organisationId, endedAt: null, expiresAt: { gt: now } } })
}

type Remembered = {
  organisationId: string
  personId: string
  deviceHash: Uint8Array<ArrayBuffer>
  userAgent: string
  createdAt: Date
  expiresAt: Date
}

export async function saveRemembered(db: Db, row: Remembered): Promise<void> {
  const { organisationId, personId, deviceHash, ...changes } = row
  await reveal(db).rememberedDevice.upsert({
    where: { organisationId_personId_deviceHash: { organisationId, personId, deviceHash } },
    create: row,
    update: changes,
    select: { id: true },
  })
}

export async function findRemembered(
  db: Db,
  organisationId: string,
  personId: string,
  deviceHash: Uint8Array<ArrayBuffer>,
  { now, since }: { now: Date; since: Date },
): Promise<Date | null> {
  const row = await reveal(db).rememberedDevice.findFirst({
    where: { organisationId, personId, deviceHash, expiresAt: { gt: now }, createdAt: { gt: since } },
    select: { createdAt: true },
  })
  return row?.createdAt ?? null
}

export function listRemembered(db: Db, organisationId: string, personId: string, now: Date) {
  return reveal(db).rememberedDevice.findMany({
    where: { organisationId, personId, expiresAt: { gt: now } },
    select: { id: true, userAgent: true, createdAt: true, expiresAt: true },
    orderBy: { createdAt: 'desc' },
    take: 100,
  })
}

export async function deleteRemembered(db: Db, organisationId: string, personId: string, id?: string): Promise<number> {
  return (await reveal(db).rememberedDevice.deleteMany({ where: { organisationId, personId, ...(id ? { id } : {}) } })).count
}

export async function deleteRememberedBefore(db: Db, before: Date): Promise<number> {
  return (await reveal(db).rememberedDevice.deleteMany({ where: { expiresAt: { lt: before } } })).count
}

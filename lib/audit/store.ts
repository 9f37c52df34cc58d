import type { Db, Piece } from '@/lib/core/db'
import { asPiece, Prisma, pieceOf, reveal } from '@/lib/core/prisma'

export type AuditRow = {
  id: string
  organisationId: string
  at: Date
  act: string
  outcome: 'success' | 'failure'
  actorId: string | null
  subjectId: string | null
  details: Prisma.InputJsonObject
  personal: Prisma.InputJsonObject | null
  personalSalt: Uint8Array<ArrayBuffer> | null
  personalDigest: Uint8Array<ArrayBuffer>
}

export async function insertEvent(db: Db, row: AuditRow): Promise<void> {
  await reveal(db).$executeRaw(pieceOf(eventPiece(row)))
}

export function eventPiece(row: AuditRow): Piece {
  return asPiece(Prisma.sql`
    INSERT INTO audit_events (id, organisation_id, at, act, outcome, actor_id, subject_id, details, personal, personal_salt, personal_digest)
    VALUES (${row.id}::uuid, ${row.organisationId}::uuid, ${row.at}, ${row.act}, ${row.outcome}, ${row.actorId}::uuid, ${row.subjectId}::uuid,
      ${JSON.stringify(row.details)}::jsonb, ${row.personal && JSON.stringify(row.personal)}::jsonb, ${row.personalSalt}, ${row.personalDigest})`)
}

/** Only one sealing of an organisation's chain at a time; held until the transaction ends. */
export async function lockChain(db: Db, organisationId: string): Promise<void> {
  await reveal(db).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`audit ${organisationId}`}, 0))`
}

export function lastLink(db: Db, organisationId: string) {
  return reveal(db).auditLink.findFirst({ where: { organisationId }, orderBy: { position: 'desc' }, select: { position: true, hash: true } })
}

/** Events without a link, oldest first. */
export function unsealedEvents(db: Db, organisationId: string, most: number) {
  return reveal(db).$queryRaw<ChainedEvent[]>`
    SELECT ${columns} FROM audit_events e
    WHERE e.organisation_id = ${organisationId}::uuid
      AND NOT EXISTS (SELECT FROM audit_links l WHERE l.organisation_id = e.organisation_id AND l.event_id = e.id)
    ORDER BY e.id LIMIT ${most}`
}

export type ChainedEvent = {
  id: string
  organisationId: string
  at: Date
  act: string
  outcome: string
  actorId: string | null
  subjectId: string | null
  details: unknown
  personal: Record<string, string> | null
  personalSalt: Uint8Array | null
  personalDigest: Uint8Array
}

const columns = Prisma.sql`e.id, e.organisation_id AS "organisationId", e.at, e.act, e.outcome, e.actor_id AS "actorId", e.subject_id AS "subjectId",
  e.details, e.personal, e.personal_salt AS "personalSalt", e.personal_digest AS "personalDigest"`

export async function insertLinks(
  db: Db,
  links: { organisationId: string; position: bigint; eventId: string; hash: Uint8Array<ArrayBuffer>; version: number; sealedAt: Date }[],
): Promise<void> {
  await reveal(db).auditLink.createMany({ data: links })
}

/** Links after `position` with their events; an event that was removed comes as null columns. */
export function linkedEvents(db: Db, organisationId: string, position: bigint, most: number) {
  return reveal(db).$queryRaw<(ChainedEvent & { position: bigint; hash: Uint8Array<ArrayBuffer>; version: number; eventId: string })[]>`
    SELECT l.position, l.hash, l.version, l.event_id AS "eventId", ${columns}
    FROM audit_links l LEFT JOIN audit_events e ON e.organisation_id = l.organisation_id AND e.id = l.event_id
    WHERE l.organisation_id = ${organisationId}::uuid AND l.position > ${position}
    ORDER BY l.position LIMIT ${most}`
}

export function linkAt(db: Db, organisationId: string, position: bigint) {
  return reveal(db).auditLink.findFirst({ where: { organisationId, position }, select: { hash: true } })
}

/** Whether nobody else ships to this receiver now; held until the transaction ends. */
export async function lockShipment(db: Db, organisationId: string, destination: string): Promise<boolean> {
  const key = `ship ${organisationId} ${destination}`
  const [tried] = await reveal(db).$queryRaw<{ isOurs: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) AS "isOurs"`
  return tried?.isOurs ?? false
}

export function findShipment(db: Db, organisationId: string, destination: string) {
  return reveal(db).auditShipment.findFirst({ where: { organisationId, destination }, select: { position: true, hash: true, headSentAt: true } })
}

type Shipment = { organisationId: string; destination: string; position: bigint; hash: Uint8Array<ArrayBuffer>; headSentAt: Date }

export async function saveShipment(db: Db, { organisationId, destination, ...reached }: Shipment): Promise<void> {
  await reveal(db).auditShipment.upsert({
    where: { organisationId_destination: { organisationId, destination } },
    create: { organisationId, destination, ...reached },
    update: reached,
  })
}

export function organisationsWithEvents(db: Db) {
  return reveal(db).$queryRaw<{ organisationId: string }[]>`SELECT DISTINCT organisation_id AS "organisationId" FROM audit_events`
}

/** What happened to one person, newest first. */
export function eventsOfSubject(db: Db, organisationId: string, subjectId: string, acts: string[] | null, most: number) {
  return reveal(db).auditEvent.findMany({
    where: { organisationId, subjectId, ...(acts ? { act: { in: acts } } : {}) },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: most,
    select: { id: true, at: true, act: true, outcome: true, details: true, personal: true, actorId: true },
  })
}

import type { Db, Piece } from '@/lib/core/db'
import { asPiece, Prisma, pieceOf, reveal } from '@/lib/core/prisma'
import { firstIdAt } from '@/lib/core/time-ordered-id'
import type { EventFilter } from './schema'

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

const hasLink = Prisma.sql`EXISTS (SELECT FROM audit_links l WHERE l.organisation_id = e.organisation_id AND l.event_id = e.id)`

/** Events of the list of those without a link, oldest first. */
export function unsealedEvents(db: Db, organisationId: string, most: number) {
  return reveal(db).$queryRaw<(ChainedEvent & { isLinked: boolean })[]>`
    SELECT ${columns}, ${hasLink} AS "isLinked"
    FROM audit_unsealed u JOIN audit_events e ON e.organisation_id = u.organisation_id AND e.id = u.event_id
    WHERE u.organisation_id = ${organisationId}::uuid ORDER BY u.event_id LIMIT ${most}`
}

export async function removeUnsealed(db: Db, organisationId: string, ids: string[]): Promise<void> {
  await reveal(db).auditUnsealed.deleteMany({ where: { organisationId, eventId: { in: ids } } })
}

/** Whatever was taken off the list without being sealed comes back to it. Reads every event: for verifying alone. */
export async function findForgotten(db: Db, organisationId: string): Promise<void> {
  await reveal(db).$executeRaw`
    INSERT INTO audit_unsealed SELECT e.organisation_id, e.id FROM audit_events e
    WHERE e.organisation_id = ${organisationId}::uuid AND NOT ${hasLink} ON CONFLICT DO NOTHING`
}

export function organisationsWithUnsealed(db: Db) {
  return reveal(db).$queryRaw<{ organisationId: string }[]>`SELECT DISTINCT organisation_id AS "organisationId" FROM audit_unsealed`
}

/** Where a link stands in its chain. */
export type Place = { organisationId: string; position: bigint; hash: Uint8Array }

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
  links: { organisationId: string; position: bigint; eventId: string; hash: Uint8Array<ArrayBuffer>; version: number; keyId: string; sealedAt: Date }[],
): Promise<void> {
  await reveal(db).auditLink.createMany({ data: links })
}

/** Links after `position` with their events; an event that was removed comes as null columns. */
export function linkedEvents(db: Db, organisationId: string, position: bigint, most: number) {
  return reveal(db).$queryRaw<(ChainedEvent & { position: bigint; hash: Uint8Array<ArrayBuffer>; version: number; keyId: string | null; eventId: string })[]>`
    SELECT l.position, l.hash, l.version, l.key_id AS "keyId", l.event_id AS "eventId", ${columns}
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

/** Steps from one organisation to the next along the primary key: DISTINCT would read every event. */
export function organisationsWithEvents(db: Db) {
  return reveal(db).$queryRaw<{ organisationId: string }[]>`
    WITH RECURSIVE found AS (
      (SELECT organisation_id FROM audit_events ORDER BY organisation_id LIMIT 1)
      UNION ALL
      SELECT (SELECT e.organisation_id FROM audit_events e WHERE e.organisation_id > found.organisation_id ORDER BY e.organisation_id LIMIT 1)
      FROM found WHERE found.organisation_id IS NOT NULL)
    SELECT organisation_id AS "organisationId" FROM found WHERE organisation_id IS NOT NULL`
}

/** What happened to one person, newest first. */
export function eventsOfSubject(
  db: Db,
  organisationId: string,
  subjectId: string,
  acts: string[] | null,
  most: number,
  { before, except }: { before?: { at: Date; id: string } | null; except?: { act: string; actorId: string } } = {},
) {
  return reveal(db).auditEvent.findMany({
    where: {
      organisationId,
      subjectId,
      ...(acts ? { act: { in: acts } } : {}),
      ...(before ? { at: { lte: before.at }, OR: [{ at: { lt: before.at } }, { id: { lt: before.id } }] } : {}),
      ...(except ? { NOT: except } : {}),
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: most,
    select: { id: true, at: true, act: true, outcome: true, details: true, personal: true, actorId: true },
  })
}

/** Newest first, of those before the event `before`. A statement of its own for each kind of filter, so that each finds its index. */
export function findEvents(db: Db, organisationId: string, filter: EventFilter, before: string | null, most: number) {
  const conditions = [
    Prisma.sql`e.organisation_id = ${organisationId}::uuid`,
    filter.actorId && Prisma.sql`e.actor_id = ${filter.actorId}::uuid`,
    filter.subjectId && Prisma.sql`e.subject_id = ${filter.subjectId}::uuid`,
    filter.act && Prisma.sql`e.act = ${filter.act}`,
    filter.exceptActs && Prisma.sql`NOT e.act = ANY(${filter.exceptActs})`,
    filter.outcome && Prisma.sql`e.outcome = ${Prisma.raw(filter.outcome === 'failure' ? "'failure'" : "'success'")}`,
    filter.address && Prisma.sql`e.personal IS NOT NULL AND e.personal->>'address' = ${filter.address}`,
    filter.from && Prisma.sql`e.id >= ${firstIdAt(filter.from)}::uuid`,
    filter.until && Prisma.sql`e.id < ${firstIdAt(filter.until)}::uuid`,
    before && Prisma.sql`e.id < ${before}::uuid`,
  ].filter((condition) => condition instanceof Object)
  return reveal(db).$queryRaw<FoundEvent[]>`
    SELECT e.id, e.at, e.act, e.outcome, e.actor_id AS "actorId", e.subject_id AS "subjectId", e.details, e.personal, l.position, l.hash
    FROM audit_events e LEFT JOIN audit_links l ON l.organisation_id = e.organisation_id AND l.event_id = e.id
    WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY e.id DESC LIMIT ${most}`
}
export type FoundEvent = Pick<ChainedEvent, 'id' | 'at' | 'act' | 'outcome' | 'actorId' | 'subjectId' | 'details' | 'personal'> & {
  /** null until it is sealed */
  position: bigint | null
  hash: Uint8Array | null
}

export async function insertVerification(db: Db, organisationId: string, row: { id: string; askedBy: string; askedAt: Date }): Promise<void> {
  await reveal(db).auditVerification.create({ data: { organisationId, ...row } })
}

/** Of two who ask at once the second sees what the first began; held until the transaction ends. */
export async function lockVerification(db: Db, organisationId: string): Promise<void> {
  await reveal(db).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`verify ${organisationId}`}, 0))`
}

export function latestVerification(db: Db, organisationId: string) {
  return reveal(db).auditVerification.findFirst({ where: { organisationId }, orderBy: { id: 'desc' } })
}

type Progress = { total?: bigint; walked?: bigint; endedAt?: Date; head?: string | null; brokenAt?: bigint | null; unknownKey?: string | null }

export async function saveVerification(db: Db, organisationId: string, id: string, progress: Progress): Promise<void> {
  await reveal(db).auditVerification.updateMany({ where: { organisationId, id }, data: progress })
}

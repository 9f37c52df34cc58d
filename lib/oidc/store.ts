import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'
import type { NewClient } from './schema'

const seen = {
  id: true,
  name: true,
  secretHmac: true,
  redirectUris: true,
  logoutUris: true,
  backchannelUri: true,
  frontchannelUri: true,
  groupId: true,
  scopes: true,
  asksPerson: true,
  createdAt: true,
} as const

type Made = Omit<NewClient, 'isPublic'> & { id: string; secretHmac: Uint8Array<ArrayBuffer> | null; createdAt: Date; createdBy: string | null }

export async function insertClient(db: Db, organisationId: string, client: Made): Promise<void> {
  await reveal(db).openidClient.create({ data: { ...client, organisationId }, select: { id: true } })
}

export function findLiveClient(db: Db, organisationId: string, id: string) {
  return reveal(db).openidClient.findFirst({ where: { organisationId, id, removedAt: null }, select: seen })
}

export function listLiveClients(db: Db, organisationId: string) {
  return reveal(db).openidClient.findMany({ where: { organisationId, removedAt: null }, select: seen, orderBy: { name: 'asc' }, take: 200 })
}

export async function writeSecret(db: Db, organisationId: string, id: string, secretHmac: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const [row] = await reveal(db).openidClient.updateManyAndReturn({
    where: { organisationId, id, removedAt: null, secretHmac: { not: null } },
    data: { secretHmac },
    select: { name: true },
  })
  return row?.name ?? null
}

/** The client's name, or null when there is none. */
export async function updateClient(db: Db, organisationId: string, id: string, changes: Omit<NewClient, 'isPublic'>): Promise<string | null> {
  const where = { organisationId, id, removedAt: null }
  const [row] = await reveal(db).openidClient.updateManyAndReturn({ where, data: changes, select: { name: true } })
  return row?.name ?? null
}

/** The client's name, or null when there was none; what people agreed to goes with it. */
export async function markClientRemoved(db: Db, organisationId: string, id: string, now: Date): Promise<string | null> {
  const [row] = await reveal(db).openidClient.updateManyAndReturn({
    where: { organisationId, id, removedAt: null },
    data: { removedAt: now },
    select: { name: true },
  })
  if (row) await reveal(db).openidConsent.deleteMany({ where: { organisationId, clientId: id } })
  return row?.name ?? null
}

export async function isInGroup(db: Db, organisationId: string, groupId: string, personId: string): Promise<boolean> {
  return (await reveal(db).groupMember.count({ where: { organisationId, groupId, personId } })) > 0
}

export async function upsertConsent(db: Db, organisationId: string, personId: string, clientId: string, scopes: string[], now: Date): Promise<void> {
  const key = { organisationId, personId, clientId }
  await reveal(db).openidConsent.upsert({
    where: { organisationId_personId_clientId: key },
    create: { ...key, scopes, givenAt: now },
    update: { scopes, givenAt: now },
  })
}

export function findConsent(db: Db, organisationId: string, personId: string, clientId: string) {
  return reveal(db).openidConsent.findUnique({
    where: { organisationId_personId_clientId: { organisationId, personId, clientId } },
    select: { scopes: true, givenAt: true },
  })
}

/** What a person let systems learn, with the systems' names. */
export function listConsentsOf(db: Db, organisationId: string, personId: string) {
  return reveal(db).$queryRaw<{ clientId: string; name: string; scopes: string[]; givenAt: Date }[]>`
    SELECT c.id AS "clientId", c.name, n.scopes, n.given_at AS "givenAt" FROM openid_consents n
    JOIN openid_clients c ON c.organisation_id = n.organisation_id AND c.id = n.client_id
    WHERE n.organisation_id = ${organisationId}::uuid AND n.person_id = ${personId}::uuid ORDER BY n.given_at DESC`
}

export type Artifact = {
  kind: string
  idHmac: Uint8Array<ArrayBuffer>
  sealed: Uint8Array<ArrayBuffer>
  grantId: string | null
  personId: string | null
  sessionId: string | null
  createdAt: Date
  expiresAt: Date
}

export async function writeArtifact(db: Db, organisationId: string, { kind, idHmac, createdAt, ...rest }: Artifact): Promise<void> {
  await reveal(db).openidArtifact.upsert({
    where: { organisationId_kind_idHmac: { organisationId, kind, idHmac } },
    create: { organisationId, kind, idHmac, createdAt, ...rest },
    update: rest,
    select: { kind: true },
  })
}

/**
 * What was kept under an id, if it still counts. What belongs to a session ends with it at once; what outlives it ends
 * with the account, and where staff ended the person's sessions, the account was frozen or the password changed since.
 */
export async function findArtifact(db: Db, organisationId: string, kind: string, idHmac: Uint8Array, now: Date) {
  const [row] = await reveal(db).$queryRaw<{ sealed: Uint8Array; consumedAt: Date | null }[]>`
    SELECT a.sealed, a.consumed_at AS "consumedAt" FROM openid_artifacts a
    WHERE a.organisation_id = ${organisationId}::uuid AND a.kind = ${kind} AND a.id_hmac = ${idHmac} AND a.expires_at > ${now}
      AND (a.session_id IS NULL OR EXISTS (
        SELECT FROM sessions s WHERE s.organisation_id = a.organisation_id AND s.id = a.session_id AND s.ended_at IS NULL AND s.expires_at > ${now}
          AND s.last_seen_at + s.idle_minutes * interval '1 minute' > ${now}))
      AND (a.person_id IS NULL OR EXISTS (
        SELECT FROM persons p WHERE p.organisation_id = a.organisation_id AND p.id = a.person_id AND p.status = 'active'))
      AND (a.person_id IS NULL OR a.session_id IS NOT NULL OR NOT EXISTS (
        SELECT FROM sessions s WHERE s.organisation_id = a.organisation_id AND s.person_id = a.person_id AND s.ended_at >= a.created_at
          AND s.ended_by IN ('staff', 'password-change', 'frozen', 'disabled')
        UNION ALL SELECT FROM passwords w WHERE w.organisation_id = a.organisation_id AND w.person_id = a.person_id AND w.set_at > a.created_at))`
  return row ?? null
}

/** Whether it was there and not used before: of two at once, one. */
export async function consumeArtifact(db: Db, organisationId: string, kind: string, idHmac: Uint8Array<ArrayBuffer>, now: Date): Promise<boolean> {
  return (await reveal(db).openidArtifact.updateMany({ where: { organisationId, kind, idHmac, consumedAt: null }, data: { consumedAt: now } })).count === 1
}

export async function deleteArtifact(db: Db, organisationId: string, kind: string, idHmac: Uint8Array<ArrayBuffer>): Promise<void> {
  await reveal(db).openidArtifact.deleteMany({ where: { organisationId, kind, idHmac } })
}

export async function deleteOfGrant(db: Db, organisationId: string, grantId: string): Promise<void> {
  await reveal(db).openidArtifact.deleteMany({ where: { organisationId, grantId } })
}

/** Takes the provider's views of sessions that have ended, so that each is told of once. */
export function takeEndedSessions(db: Db, now: Date) {
  return reveal(db).$queryRaw<{ organisationId: string; idHmac: Uint8Array; sealed: Uint8Array }[]>`
    DELETE FROM openid_artifacts a USING sessions s WHERE a.kind = 'Session' AND a.session_id = s.id AND s.organisation_id = a.organisation_id
      AND (s.ended_at IS NOT NULL OR s.expires_at <= ${now} OR s.last_seen_at + s.idle_minutes * interval '1 minute' <= ${now})
    RETURNING a.organisation_id AS "organisationId", a.id_hmac AS "idHmac", a.sealed`
}

export async function removeOldArtifacts(db: Db, now: Date): Promise<number> {
  return (await reveal(db).openidArtifact.deleteMany({ where: { expiresAt: { lt: now } } })).count
}

/** Newest first. */
export function listKeys(db: Db, organisationId: string) {
  return reveal(db).openidKey.findMany({ where: { organisationId }, select: { id: true, sealed: true, signsFrom: true }, orderBy: { signsFrom: 'desc' } })
}

/** `insteadOf`: only where there is no other key than these; two who make one at once keep one. Whether it was made. */
export async function insertKey(
  db: Db,
  organisationId: string,
  key: { id: string; sealed: Uint8Array<ArrayBuffer>; createdAt: Date; signsFrom: Date },
  insteadOf: string[] | null,
): Promise<boolean> {
  const alone = insteadOf
    ? Prisma.sql`NOT EXISTS (SELECT FROM openid_keys WHERE organisation_id = ${organisationId}::uuid AND id <> ALL(${insteadOf}::uuid[]))`
    : Prisma.sql`true`
  if (insteadOf) await reveal(db).$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`openid keys ${organisationId}`}))`
  const made = await reveal(db).$executeRaw`
    INSERT INTO openid_keys (organisation_id, id, sealed, created_at, signs_from)
    SELECT ${organisationId}::uuid, ${key.id}::uuid, ${key.sealed}, ${key.createdAt}, ${key.signsFrom} WHERE ${alone}`
  return made === 1
}

export async function deleteKeys(db: Db, organisationId: string, ids: string[]): Promise<void> {
  await reveal(db).openidKey.deleteMany({ where: { organisationId, id: { in: ids } } })
}

export async function organisationsWithKeys(db: Db): Promise<string[]> {
  return (await reveal(db).openidKey.findMany({ distinct: ['organisationId'], select: { organisationId: true } })).map(({ organisationId }) => organisationId)
}

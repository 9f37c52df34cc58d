import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'

type NewToken = { id: string; organisationId: string; name: string; hmac: Uint8Array<ArrayBuffer>; createdAt: Date; createdBy: string; expiresAt: Date }

export async function insertToken(db: Db, token: NewToken): Promise<void> {
  await reveal(db).provisioningToken.create({ data: token, select: { id: true } })
}

/** The token of a secret, if it still opens. */
export function findLiveToken(db: Db, organisationId: string, hmac: Uint8Array<ArrayBuffer>, now: Date) {
  return reveal(db).provisioningToken.findFirst({
    where: { organisationId, hmac, removedAt: null, expiresAt: { gt: now } },
    select: { id: true, name: true, lastUsedAt: true },
  })
}

export async function touchToken(db: Db, organisationId: string, id: string, now: Date): Promise<void> {
  await reveal(db).provisioningToken.updateMany({ where: { organisationId, id }, data: { lastUsedAt: now } })
}

/** Newest first, without those that were removed. */
export function listTokens(db: Db, organisationId: string) {
  return reveal(db).provisioningToken.findMany({
    where: { organisationId, removedAt: null },
    select: { id: true, name: true, createdAt: true, createdBy: true, expiresAt: true, lastUsedAt: true },
    orderBy: { createdAt: 'desc' },
    take: 100,
  })
}

/** The name of the one that was removed; null when there was none. */
export async function markRemoved(db: Db, organisationId: string, id: string, now: Date): Promise<string | null> {
  const [row] = await reveal(db).provisioningToken.updateManyAndReturn({
    where: { organisationId, id, removedAt: null },
    data: { removedAt: now },
    select: { name: true },
  })
  return row?.name ?? null
}

export function namesOfTokens(db: Db, organisationId: string, ids: string[]) {
  return reveal(db).provisioningToken.findMany({ where: { organisationId, id: { in: ids } }, select: { id: true, name: true } })
}

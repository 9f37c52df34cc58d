import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'

export async function findSecret(db: Db, organisationId: string, target: string): Promise<Uint8Array | null> {
  const found = await reveal(db).directorySecret.findUnique({ where: { organisationId_target: { organisationId, target } }, select: { sealed: true } })
  return found?.sealed ?? null
}

/** Of other servers or accounts the newest stays: it may be the one in force while the next settings are tried. */
export async function writeSecret(db: Db, organisationId: string, target: string, sealed: Buffer<ArrayBuffer>, changedAt: Date): Promise<void> {
  const secrets = reveal(db).directorySecret
  const data = { sealed, changedAt }
  const where = { organisationId_target: { organisationId, target } }
  await secrets.upsert({ where, create: { organisationId, target, ...data }, update: data, select: { organisationId: true } })
  const others = await secrets.findMany({
    where: { organisationId, target: { not: target } },
    orderBy: [{ changedAt: 'desc' }, { target: 'desc' }],
    skip: 1,
    select: { target: true },
  })
  await secrets.deleteMany({ where: { organisationId, target: { in: others.map((other) => other.target) } } })
}

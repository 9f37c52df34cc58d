import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'

export async function findSecret(db: Db, organisationId: string): Promise<Uint8Array | null> {
  const found = await reveal(db).directorySecret.findUnique({ where: { organisationId }, select: { sealed: true } })
  return found?.sealed ?? null
}

export async function writeSecret(db: Db, organisationId: string, sealed: Buffer<ArrayBuffer>, changedAt: Date): Promise<void> {
  const data = { sealed, changedAt }
  await reveal(db).directorySecret.upsert({ where: { organisationId }, create: { organisationId, ...data }, update: data, select: { organisationId: true } })
}

import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import type { SecretKind } from './schema'

export async function findSecret(db: Db, organisationId: string, kind: SecretKind, target: string): Promise<Uint8Array | null> {
  const where = { organisationId_kind_target: { organisationId, kind, target } }
  return (await reveal(db).outsideSecret.findUnique({ where, select: { sealed: true } }))?.sealed ?? null
}

type Written = { kind: SecretKind; target: string; sealed: Buffer<ArrayBuffer>; changedAt: Date }

/** Of other targets the newest stays: it may be the one in force while the next settings are tried. */
export async function writeSecret(db: Db, organisationId: string, { kind, target, sealed, changedAt }: Written): Promise<void> {
  const secrets = reveal(db).outsideSecret
  const where = { organisationId_kind_target: { organisationId, kind, target } }
  const data = { sealed, changedAt }
  await secrets.upsert({ where, create: { organisationId, kind, target, ...data }, update: data, select: { organisationId: true } })
  const others = await secrets.findMany({
    where: { organisationId, kind, target: { not: target } },
    orderBy: [{ changedAt: 'desc' }, { target: 'desc' }],
    skip: 1,
    select: { target: true },
  })
  await secrets.deleteMany({ where: { organisationId, kind, target: { in: others.map((other) => other.target) } } })
}

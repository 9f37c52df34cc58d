import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'

type NewApp = {
  id: string
  organisationId: string
  personId: string
  name: string
  sealedSecret: Uint8Array<ArrayBuffer>
  lastStep: number
  createdAt: Date
}

export async function insertApp(db: Db, row: NewApp): Promise<void> {
  await reveal(db).authenticatorApp.create({ data: row, select: { id: true } })
}

export function findApps(db: Db, organisationId: string, personId: string) {
  return reveal(db).authenticatorApp.findMany({
    where: { organisationId, personId },
    select: { id: true, name: true, sealedSecret: true, lastStep: true, createdAt: true, lastUsedAt: true },
    orderBy: { createdAt: 'asc' },
  })
}

/** True for one of all who use the step at once, and for none who use an older one. */
export async function spendStep(db: Db, organisationId: string, id: string, step: number, now: Date): Promise<boolean> {
  const { count } = await reveal(db).authenticatorApp.updateMany({
    where: { organisationId, id, lastStep: { lt: step } },
    data: { lastStep: step, lastUsedAt: now },
  })
  return count === 1
}

export async function deleteApp(db: Db, organisationId: string, personId: string, id: string): Promise<boolean> {
  return (await reveal(db).authenticatorApp.deleteMany({ where: { organisationId, personId, id } })).count === 1
}

export async function deleteApps(db: Db, organisationId: string, personId: string): Promise<number> {
  return (await reveal(db).authenticatorApp.deleteMany({ where: { organisationId, personId } })).count
}

export async function replaceRecoveryCodes(db: Db, organisationId: string, personId: string, hmacs: Uint8Array<ArrayBuffer>[], now: Date): Promise<void> {
  await reveal(db).recoveryCode.deleteMany({ where: { organisationId, personId } })
  await reveal(db).recoveryCode.createMany({ data: hmacs.map((hmac) => ({ organisationId, personId, hmac, createdAt: now })) })
}

/** True for one of all who use the code at once. */
export async function spendRecoveryCode(db: Db, organisationId: string, personId: string, hmac: Uint8Array<ArrayBuffer>, now: Date): Promise<boolean> {
  return (await reveal(db).recoveryCode.updateMany({ where: { organisationId, personId, hmac, usedAt: null }, data: { usedAt: now } })).count === 1
}

export function findRecoveryCodes(db: Db, organisationId: string, personId: string) {
  return reveal(db).recoveryCode.findMany({ where: { organisationId, personId }, select: { createdAt: true, usedAt: true } })
}

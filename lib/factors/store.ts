import type { Db } from '@/lib/core/db'
import { ask, reveal } from '@/lib/core/prisma'
import type { KindsOfFactors } from './kinds-of-factors'

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

export async function findKindsOfFactors(db: Db, organisationId: string, personId: string): Promise<KindsOfFactors> {
  const [kinds] = await ask<KindsOfFactors>(db)`
    WITH asked AS (SELECT ${organisationId}::uuid AS organisation_id, ${personId}::uuid AS person_id)
    SELECT EXISTS (SELECT FROM authenticator_apps JOIN asked USING (organisation_id, person_id)) AS "hasApp",
      ARRAY(SELECT DISTINCT host FROM passkeys JOIN asked USING (organisation_id, person_id)) AS "passkeyHosts",
      EXISTS (SELECT FROM recovery_codes JOIN asked USING (organisation_id, person_id) WHERE used_at IS NULL) AS "hasUnusedCode"`
  return kinds as KindsOfFactors // a SELECT without FROM has one row
}

type NewPasskey = {
  id: string
  organisationId: string
  personId: string
  name: string
  host: string
  credentialId: Uint8Array<ArrayBuffer>
  publicKey: Uint8Array<ArrayBuffer>
  userHandle: Uint8Array<ArrayBuffer>
  counter: bigint
  transports: string[]
  createdAt: Date
}

export async function insertPasskey(db: Db, row: NewPasskey): Promise<void> {
  await reveal(db).passkey.create({ data: row, select: { id: true } })
}

export function findPasskeys(db: Db, organisationId: string, personId: string) {
  return reveal(db).passkey.findMany({
    where: { organisationId, personId },
    select: { id: true, name: true, host: true, credentialId: true, userHandle: true, transports: true, createdAt: true, lastUsedAt: true },
    orderBy: { createdAt: 'asc' },
  })
}

export function findPasskey(db: Db, organisationId: string, credentialId: Uint8Array<ArrayBuffer>) {
  return reveal(db).passkey.findUnique({
    where: { organisationId_credentialId: { organisationId, credentialId } },
    select: { id: true, personId: true, host: true, credentialId: true, publicKey: true, userHandle: true, counter: true },
  })
}

/** True when the authenticator counted on, or counts nothing: a counter that was seen already is a copy's. */
export async function countPasskey(db: Db, organisationId: string, id: string, counter: bigint, now: Date): Promise<boolean> {
  const { count } = await reveal(db).passkey.updateMany({
    where: { organisationId, id, counter: counter === 0n ? 0n : { lt: counter } },
    data: { counter, lastUsedAt: now },
  })
  return count === 1
}

export async function deletePasskey(db: Db, organisationId: string, personId: string, id: string): Promise<boolean> {
  return (await reveal(db).passkey.deleteMany({ where: { organisationId, personId, id } })).count === 1
}

export async function deletePasskeys(db: Db, organisationId: string, personId: string): Promise<number> {
  return (await reveal(db).passkey.deleteMany({ where: { organisationId, personId } })).count
}

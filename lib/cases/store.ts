import type { Db } from '@/lib/core/db'
import { type Prisma, reveal } from '@/lib/core/prisma'
import type { CaseKind, Objection, Told } from './schema'

export async function insertObjection(db: Db, row: Prisma.ObjectionUncheckedCreateInput): Promise<void> {
  await reveal(db).objection.create({ data: row, select: { id: true } })
}

export async function findByHmac(db: Db, organisationId: string, hmac: Uint8Array<ArrayBuffer>): Promise<Objection | null> {
  const row = await reveal(db).objection.findUnique({
    where: { organisationId_hmac: { organisationId, hmac } },
    include: { case: { select: { number: true } } },
  })
  if (!row) return null
  const { id, personId, told, channel, recipient, createdAt, expiresAt, usedAt } = row
  return { id, personId, told, channel: channel as Told['channel'], toldAt: createdAt, recipient, expiresAt, usedAt, caseNumber: row.case?.number ?? null }
}

/** Every link of the person that still works: one press is enough for all of them. */
export async function spendOfPerson(db: Db, organisationId: string, personId: string, caseId: string, now: Date): Promise<number> {
  const { count } = await reveal(db).objection.updateMany({
    where: { organisationId, personId, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now, caseId },
  })
  return count
}

export function findOpen(db: Db, organisationId: string, personId: string, kind: CaseKind) {
  return reveal(db).case.findFirst({
    where: { organisationId, personId, kind, state: 'open' },
    orderBy: { number: 'desc' },
    select: { id: true, number: true, openedAt: true },
  })
}

/** Open ones of a kind, oldest first. */
export async function listOpen(db: Db, organisationId: string, kind: CaseKind, most: number) {
  const rows = await reveal(db).case.findMany({
    where: { organisationId, kind, state: 'open' },
    select: { personId: true, number: true, openedAt: true },
    orderBy: { number: 'asc' },
    take: most,
  })
  return rows.flatMap(({ personId, ...row }) => (personId ? [{ personId, ...row }] : []))
}

/** How many wait, of the people of these groups; null: of all. */
export async function countOpen(db: Db, organisationId: string, kind: CaseKind, groupIds: readonly string[] | null): Promise<number> {
  const [row] = await reveal(db).$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM cases c WHERE c.organisation_id = ${organisationId}::uuid AND c.state = 'open' AND c.kind = ${kind}
      AND (${groupIds === null} OR EXISTS (SELECT FROM group_members m
        WHERE m.organisation_id = c.organisation_id AND m.person_id = c.person_id AND m.group_id = ANY (${groupIds ?? []}::uuid[])))`
  return row?.count ?? 0
}

/** One after the other within the organisation, without a gap: the row is held until the transaction ends. */
export async function nextNumber(db: Db, organisationId: string): Promise<number> {
  const [row] = await reveal(db).$queryRaw<{ last: number }[]>`
    INSERT INTO case_numbers AS n (organisation_id, last) VALUES (${organisationId}::uuid, 1)
    ON CONFLICT (organisation_id) DO UPDATE SET last = n.last + 1 RETURNING last`
  if (!row) throw new Error('a case got no number')
  return row.last
}

export async function insertCase(db: Db, row: Prisma.CaseUncheckedCreateInput): Promise<string> {
  return (await reveal(db).case.create({ data: row, select: { id: true } })).id
}

export async function closeOfPerson(db: Db, organisationId: string, personId: string, kind: CaseKind, now: Date): Promise<number> {
  const where = { organisationId, personId, kind, state: 'open' }
  return (await reveal(db).case.updateMany({ where, data: { state: 'closed', closedAt: now } })).count
}

export function listOfPerson(db: Db, organisationId: string, personId: string) {
  return reveal(db).case.findMany({
    where: { organisationId, personId },
    omit: { organisationId: true, personId: true },
    orderBy: { number: 'desc' },
  })
}

import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'
import type { RegisterColumn } from '../schema'

export type Leave = { id: string; personId: string; groupId: string | null; createdAt: Date; expiresAt: Date }

export async function insertLeave(db: Db, organisationId: string, leave: Leave): Promise<void> {
  await reveal(db).registerExport.create({ data: { organisationId, ...leave }, select: { id: true } })
}

/** Leave that somebody has now. */
export function findLeave(db: Db, organisationId: string, personId: string, id: string, now: Date): Promise<Leave | null> {
  return reveal(db).registerExport.findFirst({
    where: { organisationId, id, personId, expiresAt: { gt: now } },
    select: { id: true, personId: true, groupId: true, createdAt: true, expiresAt: true },
  })
}

/** Of all organisations. */
export async function deleteOldLeaves(db: Db, before: Date): Promise<void> {
  await reveal(db).registerExport.deleteMany({ where: { expiresAt: { lt: before } } })
}

export type ExportedPerson = { id: string } & Record<Exclude<RegisterColumn, 'passwordHash'>, string | null>

/** The next people of the register, or of a group, by id. */
export function listPeople(db: Db, organisationId: string, groupId: string | null, after: string, count: number): Promise<ExportedPerson[]> {
  const next = groupId
    ? Prisma.sql`SELECT person_id AS id FROM group_members WHERE organisation_id = ${organisationId}::uuid AND group_id = ${groupId}::uuid AND person_id > ${after}::uuid ORDER BY person_id LIMIT ${count}`
    : Prisma.sql`SELECT id FROM persons WHERE organisation_id = ${organisationId}::uuid AND id > ${after}::uuid ORDER BY id LIMIT ${count}`
  return reveal(db).$queryRaw<ExportedPerson[]>`
    SELECT p.id, p.member_number AS "memberNumber", p.username, p.email, p.mobile, p.given_name AS "givenName", p.family_name AS "familyName", p.street,
      p.postal_code AS "postalCode", p.city, p.country, p.language,
      (SELECT string_agg(g.name, '|' ORDER BY g.name) FROM group_members m JOIN groups g ON g.organisation_id = m.organisation_id AND g.id = m.group_id
        WHERE m.organisation_id = p.organisation_id AND m.person_id = p.id) AS groups,
      (SELECT string_agg(r.role, '|' ORDER BY r.role) FROM role_grants r WHERE r.organisation_id = p.organisation_id AND r.person_id = p.id AND NOT r.is_bounded) AS roles,
      (SELECT min(i.value) FROM identifiers i WHERE i.organisation_id = p.organisation_id AND i.person_id = p.id AND i.is_former) AS "formerUsername"
    FROM (${next}) n JOIN persons p ON p.organisation_id = ${organisationId}::uuid AND p.id = n.id ORDER BY p.id`
}

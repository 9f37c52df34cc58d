import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'
import { spellings } from './rules'
import type { Condition, Group, GroupMember, GroupRule } from './schema'

const columns = Prisma.sql`g.id, g.name, g.rule, g.counted_at AS "countedAt",
  (SELECT coalesce(sum(t.people), 0)::int FROM group_tallies t WHERE t.organisation_id = g.organisation_id AND t.group_id = g.id) AS people`

/** By name, after `after`. */
export function listGroups(db: Db, organisationId: string, after: string, count: number): Promise<Group[]> {
  return reveal(db).$queryRaw<
    Group[]
  >`SELECT ${columns} FROM groups g WHERE g.organisation_id = ${organisationId}::uuid AND g.name > ${after} ORDER BY g.name LIMIT ${count}`
}

export async function findGroup(db: Db, organisationId: string, id: string): Promise<Group | null> {
  const [found] = await reveal(db).$queryRaw<Group[]>`SELECT ${columns} FROM groups g WHERE g.organisation_id = ${organisationId}::uuid AND g.id = ${id}::uuid`
  return found ?? null
}

/** Held until the transaction ends: nobody makes a rule of it, or removes it, meanwhile. */
export async function lockGroup(db: Db, organisationId: string, id: string): Promise<void> {
  await reveal(db).$executeRaw`SELECT 1 FROM groups WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`
}

export async function listNames(db: Db, organisationId: string): Promise<{ id: string; name: string; rule: GroupRule | null }[]> {
  const rows = await reveal(db).group.findMany({ where: { organisationId }, select: { id: true, name: true, rule: true }, orderBy: { name: 'asc' } })
  return rows.map((row) => ({ ...row, rule: row.rule as GroupRule | null }))
}

/** False when another group has the name. */
export async function insertGroup(db: Db, organisationId: string, { id, name }: { id: string; name: string }): Promise<boolean> {
  const count = await reveal(db)
    .$executeRaw`INSERT INTO groups (organisation_id, id, name) VALUES (${organisationId}::uuid, ${id}::uuid, ${name}) ON CONFLICT DO NOTHING`
  return count === 1
}

/** False when another group has the name. */
export async function setName(db: Db, organisationId: string, id: string, name: string): Promise<boolean> {
  await reveal(db).$executeRaw`UPDATE groups SET name = ${name} WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid
    AND NOT EXISTS (SELECT 1 FROM groups o WHERE o.organisation_id = ${organisationId}::uuid AND o.name = ${name})`
  const found = await reveal(db).group.findUnique({ where: { organisationId_id: { organisationId, id } }, select: { name: true } })
  return found?.name === name
}

export async function setRule(db: Db, organisationId: string, id: string, rule: GroupRule | null): Promise<void> {
  await reveal(db).group.updateMany({ where: { organisationId, id }, data: { rule: rule ?? Prisma.DbNull, countedAt: null } })
}

export async function deleteGroup(db: Db, organisationId: string, id: string): Promise<void> {
  await reveal(db).group.deleteMany({ where: { organisationId, id } })
}

/** How many grants of roles are bounded to the group. */
export const countScopes = (db: Db, organisationId: string, groupId: string): Promise<number> =>
  reveal(db).roleScope.count({ where: { organisationId, groupId } })

/** In the order in which they came into the register. */
export function listMembers(db: Db, organisationId: string, groupId: string, after: string | null, count: number): Promise<GroupMember[]> {
  return reveal(db).$queryRaw<GroupMember[]>`
    SELECT p.id, p.given_name AS "givenName", p.family_name AS "familyName", p.member_number AS "memberNumber", p.username, p.email, p.city
    FROM (SELECT person_id FROM group_members WHERE organisation_id = ${organisationId}::uuid AND group_id = ${groupId}::uuid
        AND person_id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000') ORDER BY person_id LIMIT ${count}) m
      JOIN persons p ON p.organisation_id = ${organisationId}::uuid AND p.id = m.person_id ORDER BY p.id`
}

/** Which of these people are in the group. */
export async function membersAmong(db: Db, organisationId: string, groupId: string, people: string[]): Promise<string[]> {
  const rows = await reveal(db).groupMember.findMany({ where: { organisationId, groupId, personId: { in: people } }, select: { personId: true } })
  return rows.map(({ personId }) => personId)
}

/** False when nothing changed. */
export async function insertMember(db: Db, organisationId: string, groupId: string, personId: string): Promise<boolean> {
  const count = await reveal(db).$executeRaw`
    INSERT INTO group_members (organisation_id, group_id, person_id) SELECT p.organisation_id, g.id, p.id FROM persons p JOIN groups g ON g.organisation_id = p.organisation_id
    WHERE p.organisation_id = ${organisationId}::uuid AND p.id = ${personId}::uuid AND g.id = ${groupId}::uuid ON CONFLICT DO NOTHING`
  return count === 1
}

/** False when nothing changed. */
export async function deleteMember(db: Db, organisationId: string, groupId: string, personId: string): Promise<boolean> {
  const { count } = await reveal(db).groupMember.deleteMany({ where: { organisationId, groupId, personId } })
  return count === 1
}

type Told = { language: string }

function asks(condition: Condition, { language }: Told): Prisma.Sql {
  switch (condition.field) {
    case 'city':
      return Prisma.sql`p.city = ANY (${spellings(condition.value, language)})`
    case 'postalCode':
      return Prisma.sql`(regexp_replace(p.postal_code, '\\D', '', 'g') BETWEEN ${condition.from} AND ${condition.to} AND length(regexp_replace(p.postal_code, '\\D', '', 'g')) = ${condition.from.length})`
    case 'memberNumber':
      return Prisma.sql`starts_with(coalesce(p.member_number, ''), ${condition.value})`
    case 'language':
      return Prisma.sql`coalesce(p.language, ${language}) = ${condition.value}`
    case 'emailDomain':
      return Prisma.sql`lower(split_part(coalesce(p.email, ''), '@', 2)) = ${condition.value}`
    case 'group':
      return Prisma.sql`EXISTS (SELECT 1 FROM group_members o WHERE o.organisation_id = p.organisation_id AND o.group_id = ${condition.value}::uuid AND o.person_id = p.id)`
  }
}

const wanted = ({ match, conditions }: GroupRule, told: Told) =>
  Prisma.sql`(${Prisma.join(
    conditions.map((condition) => asks(condition, told)),
    match === 'all' ? ' AND ' : ' OR ',
  )})`

/** How many people a rule means now; `language` is that of people who chose none. */
export async function countByRule(db: Db, organisationId: string, rule: GroupRule, told: Told): Promise<number> {
  const [found] = await reveal(db).$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM persons p WHERE p.organisation_id = ${organisationId}::uuid AND ${wanted(rule, told)}`
  return found?.people ?? 0
}

/** Puts in whom the rule means and takes out whom it does not, in one statement; answers how many changed. */
export async function applyRule(db: Db, organisationId: string, id: string, rule: GroupRule, told: Told, now: Date): Promise<number> {
  const means = wanted(rule, told)
  const [found] = await reveal(db).$queryRaw<{ changed: number }[]>`
    WITH gone AS (DELETE FROM group_members m USING persons p WHERE m.organisation_id = ${organisationId}::uuid AND m.group_id = ${id}::uuid
        AND p.organisation_id = m.organisation_id AND p.id = m.person_id AND NOT ${means} RETURNING 1),
      come AS (INSERT INTO group_members (organisation_id, group_id, person_id) SELECT p.organisation_id, ${id}::uuid, p.id FROM persons p
        WHERE p.organisation_id = ${organisationId}::uuid AND ${means}
          AND NOT EXISTS (SELECT 1 FROM group_members m WHERE m.organisation_id = p.organisation_id AND m.group_id = ${id}::uuid AND m.person_id = p.id)
        ON CONFLICT DO NOTHING RETURNING 1)
    SELECT (SELECT count(*) FROM gone)::int + (SELECT count(*) FROM come)::int AS changed`
  await reveal(db).group.updateMany({ where: { organisationId, id }, data: { countedAt: now } })
  return found?.changed ?? 0
}

/** Of all organisations: those that have groups by rule. */
export async function organisationsWithRules(db: Db): Promise<string[]> {
  const rows = await reveal(db).group.findMany({ where: { rule: { not: Prisma.DbNull } }, select: { organisationId: true }, distinct: ['organisationId'] })
  return rows.map(({ organisationId }) => organisationId)
}

/** Sums the lines up that tell how many people the groups of all organisations have. */
export async function sumTallies(db: Db): Promise<void> {
  await reveal(db).$executeRaw`
    WITH old AS (DELETE FROM group_tallies t USING (SELECT organisation_id, group_id FROM group_tallies GROUP BY 1, 2 HAVING count(*) > 20) many
        WHERE t.organisation_id = many.organisation_id AND t.group_id = many.group_id RETURNING t.organisation_id, t.group_id, t.people)
    INSERT INTO group_tallies (organisation_id, group_id, people) SELECT o.organisation_id, o.group_id, sum(o.people) FROM old o GROUP BY 1, 2`
}

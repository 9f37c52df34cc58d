import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'
import type { GroupOfPerson, ScimGroup, ScimPerson } from './schema'

const person = Prisma.sql`p.id, p.member_number AS "memberNumber", p.username, p.email, p.mobile, p.given_name AS "givenName", p.family_name AS "familyName",
  p.street, p.postal_code AS "postalCode", p.city, p.country, p.language, p.status, p.self_changed AS "selfChanged", p.created_at AS "createdAt",
  p.updated_at AS "updatedAt", o.external_id AS "externalId", o.gone_at AS "goneAt", coalesce(o.was_frozen, false) AS "wasFrozen"`
const people = Prisma.sql`persons p LEFT JOIN provisioned_people o ON o.organisation_id = p.organisation_id AND o.person_id = p.id`

/** Those of the ids who are here, gone ones too. */
export function findPeople(db: Db, organisationId: string, ids: string[]): Promise<ScimPerson[]> {
  return reveal(db).$queryRaw<ScimPerson[]>`
    SELECT ${person} FROM ${people} WHERE p.organisation_id = ${organisationId}::uuid AND p.id = ANY (${ids}::uuid[]) ORDER BY p.id`
}

/** Nobody else changes the person until the transaction ends. */
export async function holdPerson(db: Db, organisationId: string, id: string): Promise<ScimPerson | null> {
  await reveal(db).$queryRaw`SELECT 1 FROM persons WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`
  return (await findPeople(db, organisationId, [id]))[0] ?? null
}

const whoAre = (active: boolean | null) =>
  active === null ? Prisma.empty : active ? Prisma.sql`AND p.status <> 'disabled'` : Prisma.sql`AND p.status <> 'active' AND p.status = 'disabled'`

/** People in the order of their ids, without those who are gone. */
export function listPeople(
  db: Db,
  organisationId: string,
  { active, after, offset, most }: { active: boolean | null; after: string | null; offset: number; most: number },
): Promise<ScimPerson[]> {
  const from = after === null ? Prisma.empty : Prisma.sql`AND p.id > ${after}::uuid`
  return reveal(db).$queryRaw<ScimPerson[]>`
    SELECT ${person} FROM ${people}
    WHERE p.organisation_id = ${organisationId}::uuid AND o.gone_at IS NULL ${whoAre(active)} ${from} ORDER BY p.id OFFSET ${offset} LIMIT ${most}`
}

export async function countPeople(db: Db, organisationId: string, active: boolean | null): Promise<number> {
  const [row] = await reveal(db).$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${people} WHERE p.organisation_id = ${organisationId}::uuid AND o.gone_at IS NULL ${whoAre(active)}`
  return row?.count ?? 0
}

/** Whoever has, or as a person gave up, the folded name. */
export async function findIdByName(db: Db, organisationId: string, value: string): Promise<{ id: string; isRemembered: boolean } | null> {
  const [row] = await reveal(db).$queryRaw<{ id: string; isRemembered: boolean }[]>`
    SELECT person_id AS id, false AS "isRemembered" FROM identifiers WHERE organisation_id = ${organisationId}::uuid AND value = ${value}
    UNION ALL SELECT person_id, true FROM remembered_identifiers WHERE organisation_id = ${organisationId}::uuid AND value = ${value}
    ORDER BY "isRemembered" LIMIT 1`
  return row ?? null
}

export async function findIdByExternalId(db: Db, organisationId: string, externalId: string): Promise<string | null> {
  return (await reveal(db).provisionedPerson.findFirst({ where: { organisationId, externalId }, select: { personId: true } }))?.personId ?? null
}

type Known = { externalId?: string | null; goneAt?: Date | null; wasFrozen?: boolean }

export async function saveKnown(db: Db, organisationId: string, personId: string, known: Known): Promise<void> {
  const where = { organisationId_personId: { organisationId, personId } }
  await reveal(db).provisionedPerson.upsert({ where, create: { organisationId, personId, ...known }, update: known })
}

export function groupsOfPeople(db: Db, organisationId: string, personIds: string[]): Promise<GroupOfPerson[]> {
  return reveal(db).$queryRaw<GroupOfPerson[]>`
    SELECT m.person_id AS "personId", g.id AS "groupId", g.name FROM group_members m JOIN groups g ON g.organisation_id = m.organisation_id AND g.id = m.group_id
    WHERE m.organisation_id = ${organisationId}::uuid AND m.person_id = ANY (${personIds}::uuid[]) ORDER BY g.name`
}

/** A digest that is another as soon as one member is other; of a hundred thousand members in some 30 ms. */
const group = Prisma.sql`g.id, g.name, o.external_id AS "externalId", m.size, m.digest, g.rule IS NOT NULL AS "isByRule"`
const groups = Prisma.sql`groups g LEFT JOIN provisioned_groups o ON o.organisation_id = g.organisation_id AND o.group_id = g.id
  CROSS JOIN LATERAL (SELECT count(*)::int AS size, coalesce(sum(hashtextextended(person_id::text, 0)), 0)::text AS digest
    FROM group_members WHERE organisation_id = g.organisation_id AND group_id = g.id) m`

export function findGroups(db: Db, organisationId: string, ids: string[]): Promise<ScimGroup[]> {
  return reveal(db).$queryRaw<ScimGroup[]>`
    SELECT ${group} FROM ${groups} WHERE g.organisation_id = ${organisationId}::uuid AND g.id = ANY (${ids}::uuid[]) ORDER BY g.id`
}

export async function holdGroup(db: Db, organisationId: string, id: string): Promise<ScimGroup | null> {
  await reveal(db).$queryRaw`SELECT 1 FROM groups WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`
  return (await findGroups(db, organisationId, [id]))[0] ?? null
}

export function listGroups(db: Db, organisationId: string, { after, offset, most }: { after: string | null; offset: number; most: number }) {
  const from = after === null ? Prisma.empty : Prisma.sql`AND g.id > ${after}::uuid`
  return reveal(db).$queryRaw<ScimGroup[]>`
    SELECT ${group} FROM ${groups} WHERE g.organisation_id = ${organisationId}::uuid ${from} ORDER BY g.id OFFSET ${offset} LIMIT ${most}`
}

export function countGroups(db: Db, organisationId: string): Promise<number> {
  return reveal(db).group.count({ where: { organisationId } })
}

export async function findGroupIdByName(db: Db, organisationId: string, name: string): Promise<string | null> {
  return (await reveal(db).group.findFirst({ where: { organisationId, name }, select: { id: true } }))?.id ?? null
}

export async function findGroupIdByExternalId(db: Db, organisationId: string, externalId: string): Promise<string | null> {
  return (await reveal(db).provisionedGroup.findFirst({ where: { organisationId, externalId }, select: { groupId: true } }))?.groupId ?? null
}

/** At most `most`; gone people are in no group. */
export function membersOf(db: Db, organisationId: string, groupIds: string[], most: number): Promise<{ groupId: string; id: string; name: string }[]> {
  return reveal(db).$queryRaw`
    SELECT m.group_id AS "groupId", p.id, trim(p.given_name || ' ' || p.family_name) AS name
    FROM group_members m JOIN persons p ON p.organisation_id = m.organisation_id AND p.id = m.person_id
    WHERE m.organisation_id = ${organisationId}::uuid AND m.group_id = ANY (${groupIds}::uuid[]) ORDER BY p.id LIMIT ${most}`
}

/** False when the name is another group's. */
export async function insertGroup(db: Db, organisationId: string, id: string, name: string): Promise<boolean> {
  const count = await reveal(db)
    .$executeRaw`INSERT INTO groups (organisation_id, id, name) VALUES (${organisationId}::uuid, ${id}::uuid, ${name}) ON CONFLICT DO NOTHING`
  return count === 1
}

/** Call it after making sure that the name is free; the database refuses a name that somebody took meanwhile. */
export async function renameGroup(db: Db, organisationId: string, id: string, name: string): Promise<void> {
  await reveal(db).group.updateMany({ where: { organisationId, id }, data: { name } })
}

export async function saveGroupExternalId(db: Db, organisationId: string, groupId: string, externalId: string | null): Promise<void> {
  if (externalId === null) await reveal(db).provisionedGroup.deleteMany({ where: { organisationId, groupId } })
  else {
    const where = { organisationId_groupId: { organisationId, groupId } }
    await reveal(db).provisionedGroup.upsert({ where, create: { organisationId, groupId, externalId }, update: { externalId } })
  }
}

export async function deleteGroup(db: Db, organisationId: string, id: string): Promise<number> {
  return (await reveal(db).group.deleteMany({ where: { organisationId, id } })).count
}

/** How many of the ids are somebody's here who is not gone. */
export async function countThere(db: Db, organisationId: string, ids: string[]): Promise<number> {
  const [row] = await reveal(db).$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${people} WHERE p.organisation_id = ${organisationId}::uuid AND p.id = ANY (${ids}::uuid[]) AND o.gone_at IS NULL`
  return row?.count ?? 0
}

/** As a set, however many; returns how many were new. */
export function addMembers(db: Db, organisationId: string, groupId: string, ids: string[]): Promise<number> {
  return reveal(db).$executeRaw`
    INSERT INTO group_members (organisation_id, group_id, person_id) SELECT ${organisationId}::uuid, ${groupId}::uuid, id FROM unnest(${ids}::uuid[]) AS wanted(id)
    ON CONFLICT DO NOTHING`
}

export function removeMembers(db: Db, organisationId: string, groupId: string, ids: string[]): Promise<number> {
  return reveal(db).$executeRaw`
    DELETE FROM group_members WHERE organisation_id = ${organisationId}::uuid AND group_id = ${groupId}::uuid AND person_id = ANY (${ids}::uuid[])`
}

/** Everybody but these leaves; returns how many did. */
export function keepMembers(db: Db, organisationId: string, groupId: string, ids: string[]): Promise<number> {
  return reveal(db).$executeRaw`
    DELETE FROM group_members m WHERE m.organisation_id = ${organisationId}::uuid AND m.group_id = ${groupId}::uuid
      AND NOT EXISTS (SELECT 1 FROM unnest(${ids}::uuid[]) AS kept(id) WHERE kept.id = m.person_id)`
}

export async function leaveGroups(db: Db, organisationId: string, personId: string): Promise<void> {
  await reveal(db).groupMember.deleteMany({ where: { organisationId, personId } })
}

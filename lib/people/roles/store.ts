import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'
import type { HolderPlace } from './rules'

export function groupsNamed(db: Db, organisationId: string, names: string[]): Promise<{ id: string; name: string }[]> {
  return reveal(db).group.findMany({ where: { organisationId, name: { in: names } }, select: { id: true, name: true } })
}

export function groupsWithIds(db: Db, organisationId: string, ids: string[]): Promise<{ id: string; name: string }[]> {
  return reveal(db).group.findMany({ where: { organisationId, id: { in: ids } }, select: { id: true, name: true }, orderBy: { name: 'asc' } })
}

type NewRequest = {
  id: string
  organisationId: string
  personId: string
  role: string
  isBounded: boolean
  groupIds: string[]
  reason: string
  askedBy: string
  askedAt: Date
  expiresAt: Date
}

/** False when another request for the same role waits; one that has expired makes room. */
export async function insertRequest(db: Db, row: NewRequest): Promise<boolean> {
  const { organisationId, personId, role, askedAt } = row
  await reveal(db).roleRequest.deleteMany({ where: { organisationId, personId, role, state: 'open', expiresAt: { lte: askedAt } } })
  return (await reveal(db).roleRequest.createMany({ data: row, skipDuplicates: true })).count === 1
}

const requestFields = {
  id: true,
  personId: true,
  role: true,
  isBounded: true,
  groupIds: true,
  reason: true,
  askedBy: true,
  askedAt: true,
  expiresAt: true,
} as const

export type OpenRequest = Prisma.RoleRequestGetPayload<{ select: typeof requestFields }>

export function findOpenRequest(db: Db, organisationId: string, id: string, now: Date): Promise<OpenRequest | null> {
  return reveal(db).roleRequest.findFirst({ where: { organisationId, id, state: 'open', expiresAt: { gt: now } }, select: requestFields })
}

/** Oldest first; as many as somebody decides in a sitting. */
export function listOpenRequests(db: Db, organisationId: string, now: Date): Promise<OpenRequest[]> {
  const where = { organisationId, state: 'open', expiresAt: { gt: now } }
  return reveal(db).roleRequest.findMany({ where, select: requestFields, orderBy: [{ askedAt: 'asc' }, { id: 'asc' }], take: 100 })
}

/** False when it was decided meanwhile, or has expired: of two who decide at once one does. */
export async function closeRequest(
  db: Db,
  organisationId: string,
  id: string,
  { state, decidedBy, now }: { state: 'approved' | 'declined'; decidedBy: string; now: Date },
): Promise<boolean> {
  const where = { organisationId, id, state: 'open', expiresAt: { gt: now } }
  return (await reveal(db).roleRequest.updateMany({ where, data: { state, decidedBy, decidedAt: now } })).count === 1
}

export async function closeRequestsFor(db: Db, organisationId: string, personId: string, role: string, decidedBy: string | null, now: Date): Promise<number> {
  const where = { organisationId, personId, role, state: 'open' }
  return (await reveal(db).roleRequest.updateMany({ where, data: { state: 'declined', decidedBy, decidedAt: now } })).count
}

/** `groupIds` null: for the whole organisation. Takes the place of what the same role was bounded to. */
export async function writeGrant(db: Db, organisationId: string, personId: string, role: string, groupIds: string[] | null, now: Date): Promise<void> {
  const key = { organisationId, personId, role }
  const isBounded = groupIds !== null
  await reveal(db).roleGrant.upsert({
    where: { organisationId_personId_role: key },
    create: { ...key, isBounded, grantedAt: now },
    update: { isBounded, grantedAt: now },
    select: { role: true },
  })
  await reveal(db).roleScope.deleteMany({ where: key })
  await reveal(db).roleScope.createMany({ data: (groupIds ?? []).map((groupId) => ({ ...key, groupId })) })
}

export async function deleteGrant(db: Db, organisationId: string, personId: string, role: string): Promise<boolean> {
  return (await reveal(db).roleGrant.deleteMany({ where: { organisationId, personId, role } })).count === 1
}

/** Everybody who may administrate now. Held until the transaction ends: of two who leave at once one sees that the other has. */
export async function holdAdministrators(db: Db, organisationId: string): Promise<string[]> {
  const rows = await reveal(db).$queryRaw<{ personId: string }[]>`
    SELECT r.person_id AS "personId" FROM role_grants r JOIN persons p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
    WHERE r.organisation_id = ${organisationId}::uuid AND r.role = 'administrator' AND p.status = 'active' ORDER BY r.person_id FOR UPDATE OF r`
  return rows.map(({ personId }) => personId)
}

export type Holder = HolderPlace & {
  username: string | null
  email: string | null
  memberNumber: string | null
  status: string
  isBounded: boolean
  groups: string[]
  grantedAt: Date
}

/** Who has which role of staff, by name; after `place`, at most `most`. */
export function listHolders(db: Db, organisationId: string, role: string | null, place: HolderPlace | null, most: number): Promise<Holder[]> {
  const wanted = role === null ? Prisma.empty : Prisma.sql`AND r.role = ${role}`
  const after =
    place === null
      ? Prisma.empty
      : Prisma.sql`AND (p.family_name, p.given_name, p.id, r.role) > (${place.familyName}, ${place.givenName}, ${place.id}::uuid, ${place.role})`
  return reveal(db).$queryRaw<Holder[]>`
    SELECT p.id, p.family_name AS "familyName", p.given_name AS "givenName", p.username, p.email, p.member_number AS "memberNumber", p.status,
      r.role, r.is_bounded AS "isBounded", r.granted_at AS "grantedAt",
      ARRAY(SELECT g.name FROM role_scopes c JOIN groups g ON g.organisation_id = c.organisation_id AND g.id = c.group_id
        WHERE c.organisation_id = r.organisation_id AND c.person_id = r.person_id AND c.role = r.role ORDER BY g.name) AS groups
    FROM role_grants r JOIN persons p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
    WHERE r.organisation_id = ${organisationId}::uuid AND r.role <> 'member' ${wanted} ${after}
    ORDER BY p.family_name, p.given_name, p.id, r.role LIMIT ${most}`
}

/** People whose account is open and who have one of these roles for the whole organisation. */
export async function countWithRoles(db: Db, organisationId: string, roles: readonly string[]): Promise<number> {
  const [found] = await reveal(db).$queryRaw<{ people: number }[]>`
    SELECT count(DISTINCT r.person_id)::int AS people FROM role_grants r JOIN persons p ON p.organisation_id = r.organisation_id AND p.id = r.person_id
    WHERE r.organisation_id = ${organisationId}::uuid AND r.role = ANY(${[...roles]}) AND NOT r.is_bounded AND p.status = 'active'`
  return found?.people ?? 0
}

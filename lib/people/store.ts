import type { Db, Piece } from '@/lib/core/db'
import { ask, asPiece, Prisma, reveal } from '@/lib/core/prisma'
import type { Grant, Reach } from '@/lib/permissions/rules'
import type { Person } from './rules'

const columns = Prisma.sql`p.id, p.organisation_id AS "organisationId", p.member_number AS "memberNumber", p.username, p.email, p.mobile,
  p.mobile_validated_at AS "mobileValidatedAt", p.email_validated_at AS "emailValidatedAt", p.given_name AS "givenName", p.family_name AS "familyName",
  p.language, p.status, p.first_signed_in_at AS "firstSignedInAt", p.self_changed AS "selfChanged", p.created_at AS "createdAt",
  ARRAY(SELECT role FROM role_grants r WHERE r.organisation_id = p.organisation_id AND r.person_id = p.id) AS roles`

export async function findByIdentifier(db: Db, organisationId: string, value: string): Promise<(Person & { isFormer: boolean }) | null> {
  const [found] = await ask<Person & { isFormer: boolean }>(db)`
    SELECT ${columns}, i.is_former AS "isFormer" FROM identifiers i JOIN persons p ON p.organisation_id = i.organisation_id AND p.id = i.person_id
    WHERE i.organisation_id = ${organisationId}::uuid AND i.value = ${value}`
  return found ?? null
}

export async function findById(db: Db, organisationId: string, id: string): Promise<Person | null> {
  const [found] = await ask<Person>(db)`
    SELECT ${columns} FROM persons p WHERE p.organisation_id = ${organisationId}::uuid AND p.id = ${id}::uuid`
  return found ?? null
}

export async function groupsOf(db: Db, organisationId: string, personId: string): Promise<string[]> {
  const rows = await reveal(db).groupMember.findMany({ where: { organisationId, personId }, select: { group: { select: { name: true } } } })
  return rows.map(({ group }) => group.name)
}

export async function grantsOf(db: Db, organisationId: string, personId: string): Promise<Grant[]> {
  const rows = await reveal(db).roleGrant.findMany({
    where: { organisationId, personId },
    select: { role: true, isBounded: true, scopes: { select: { groupId: true } } },
  })
  return rows.map(({ role, isBounded, scopes }) => ({ role, groupIds: isBounded ? scopes.map(({ groupId }) => groupId) : null }))
}

/** A condition on the person `p`: nobody else is there for who may reach these people only. */
const within = ({ groupIds }: Reach) =>
  groupIds === null
    ? Prisma.empty
    : Prisma.sql`AND EXISTS (SELECT FROM group_members m WHERE m.organisation_id = p.organisation_id AND m.person_id = p.id AND m.group_id = ANY(${groupIds}::uuid[]))`

export async function isWithin(db: Db, organisationId: string, id: string, reach: Reach): Promise<boolean> {
  const found = await reveal(db).$queryRaw<unknown[]>`
    SELECT 1 FROM persons p WHERE p.organisation_id = ${organisationId}::uuid AND p.id = ${id}::uuid ${within(reach)}`
  return found.length > 0
}

export async function markFirstSignIn(db: Db, organisationId: string, id: string, at: Date): Promise<void> {
  await reveal(db).person.updateMany({ where: { organisationId, id, firstSignedInAt: null }, data: { firstSignedInAt: at } })
}

export const firstSignInPiece = (organisationId: string, id: string, at: Date): Piece =>
  asPiece(Prisma.sql`
    UPDATE persons SET first_signed_in_at = ${at} WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND first_signed_in_at IS NULL`)

export async function findDetails(db: Db, organisationId: string, id: string) {
  const where = { organisationId_id: { organisationId, id } }
  const found = await reveal(db).person.findUnique({ where, include: { roles: { select: { role: true } } } })
  return found && { ...found, roles: found.roles.map(({ role }) => role) }
}

type Changes = Partial<Omit<Prisma.PersonUncheckedUpdateInput, 'selfChanged'>>

/** Writes what the person changed and remembers the names of the fields, so that an import leaves them alone. */
export async function savePersonChanges(db: Db, organisationId: string, id: string, changes: Changes, fields: string[], now: Date): Promise<void> {
  await reveal(db).person.update({ where: { organisationId_id: { organisationId, id } }, data: { ...changes, updatedAt: now }, select: { id: true } })
  for (const field of fields)
    await reveal(db).$executeRaw`UPDATE persons SET self_changed = array_append(self_changed, ${field})
      WHERE organisation_id = ${organisationId}::uuid AND id = ${id}::uuid AND NOT ${field} = ANY(self_changed)`
}

/** False when the value belongs to somebody else already. */
export async function takeIdentifier(db: Db, organisationId: string, personId: string, value: string): Promise<boolean> {
  const [row] = await reveal(db).$queryRaw<{ personId: string }[]>`
    INSERT INTO identifiers AS i (organisation_id, value, person_id, is_former) VALUES (${organisationId}::uuid, ${value}, ${personId}::uuid, false)
    ON CONFLICT (organisation_id, value) DO UPDATE SET is_former = i.is_former AND i.person_id <> ${personId}::uuid
    RETURNING person_id AS "personId"`
  return row?.personId === personId
}

export async function dropIdentifier(db: Db, organisationId: string, personId: string, value: string): Promise<void> {
  await reveal(db).identifier.deleteMany({ where: { organisationId, personId, value } })
}

/** The person as the register knows them now; nobody else changes the row until the transaction ends. */
export async function lockPerson(db: Db, organisationId: string, id: string): Promise<Person | null> {
  const [found] = await reveal(db).$queryRaw<Person[]>`
    SELECT ${columns} FROM persons p WHERE p.organisation_id = ${organisationId}::uuid AND p.id = ${id}::uuid FOR NO KEY UPDATE OF p`
  return found ?? null
}

export function listIdentifiers(db: Db, organisationId: string, personId: string): Promise<{ value: string; isFormer: boolean }[]> {
  return reveal(db).identifier.findMany({ where: { organisationId, personId }, select: { value: true, isFormer: true }, orderBy: { value: 'asc' } })
}

/** At most ten: a contact that more people share is nobody's. `email` is folded. */
export function findByContact(db: Db, organisationId: string, { email, mobile }: { email: string | null; mobile: string | null }): Promise<Person[]> {
  return reveal(db).$queryRaw<Person[]>`
    SELECT ${columns} FROM persons p WHERE p.organisation_id = ${organisationId}::uuid AND (
      (p.mobile = ${mobile} AND p.mobile_validated_at IS NOT NULL)
      OR (p.email_validated_at IS NOT NULL AND p.id = (SELECT i.person_id FROM identifiers i WHERE i.organisation_id = p.organisation_id AND i.value = ${email}) AND lower(p.email) = ${email}))
    LIMIT 10`
}

type Told = Pick<Person, 'email' | 'username' | 'givenName' | 'familyName' | 'language'>

/** Somebody new, whose address is proved; without a name to be found by, which `takeIdentifier` gives. */
export async function insertPerson(
  db: Db,
  organisationId: string,
  told: Told,
  { role, selfChanged, now }: { role: string; selfChanged: string[]; now: Date },
): Promise<Person> {
  const data = { organisationId, ...told, selfChanged, emailValidatedAt: now, createdAt: now, updatedAt: now }
  const { id } = await reveal(db).person.create({ data, select: { id: true } })
  await reveal(db).roleGrant.create({ data: { organisationId, personId: id, role, grantedAt: now } })
  const person = await findById(db, organisationId, id)
  if (!person) throw new Error('somebody who was just taken in is not in the register')
  return person
}

/** Call it where the row is held. */
export async function setStatus(db: Db, organisationId: string, id: string, status: 'active' | 'frozen' | 'disabled', now: Date): Promise<void> {
  await reveal(db).person.updateMany({ where: { organisationId, id }, data: { status, updatedAt: now } })
}

const foundColumns = Prisma.sql`p.id, p.given_name AS "givenName", p.family_name AS "familyName", p.member_number AS "memberNumber", p.username, p.email,
  p.mobile, p.city, p.status`

export type FoundPerson = Pick<Person, 'id' | 'givenName' | 'familyName' | 'memberNumber' | 'username' | 'email' | 'mobile' | 'status'> & { city: string }

/** Whoever answers to the whole of what was typed; `key` is folded, `mobile` E.164. A number may be shared: at most 100. */
export function findByWholeName(db: Db, organisationId: string, { key, mobile }: { key: string; mobile: string | null }, reach: Reach): Promise<FoundPerson[]> {
  return reveal(db).$queryRaw<FoundPerson[]>`
    SELECT ${foundColumns} FROM persons p WHERE p.organisation_id = ${organisationId}::uuid AND p.id IN (
      SELECT i.person_id FROM identifiers i WHERE i.organisation_id = ${organisationId}::uuid AND i.value = ${key}
      UNION SELECT m.id FROM persons m WHERE m.organisation_id = ${organisationId}::uuid AND m.mobile = ${mobile}
    ) ${within(reach)} ORDER BY p.family_name, p.given_name, p.id LIMIT 100`
}

/** So many are looked at: a common name must stay quick in a register of a million. Of those who have just that name few are enough, and each lies somewhere else on the disk. */
const mostCompared = { written: 300, like: 2_000 }

type NameSearch = { words: string[]; digits: string | null; reach: Reach; most: number }

/** Whose names begin with the words, in the order of names. */
export const findByName = (db: Db, organisationId: string, search: NameSearch): Promise<FoundPerson[]> =>
  lookThrough(db, organisationId, search, {
    isMeant: (word) => Prisma.sql`p.name_key LIKE '% ' || search_key(${word.replace(/[\\%_]/g, '\\$&')}) || '%'`,
    nearness: () => Prisma.sql`0`,
    most: mostCompared.written,
  })

/** Whose name has each of the words in it, or one much like it, nearest first. */
export const findByLikeName = (db: Db, organisationId: string, search: NameSearch): Promise<FoundPerson[]> =>
  lookThrough(db, organisationId, search, {
    isMeant: (word) => Prisma.sql`search_key(${word}) <% p.name_key`,
    nearness: (word) => Prisma.sql`word_similarity(search_key(${word}), p.name_key)`,
    most: mostCompared.like,
  })

/** The same where a letter is missing in the middle of a short name. Call it in a transaction of its own. */
export async function findByFarName(db: Db, organisationId: string, search: NameSearch): Promise<FoundPerson[]> {
  await reveal(db).$executeRaw`SET LOCAL pg_trgm.word_similarity_threshold = 0.5` // otherwise 0.6
  return findByLikeName(db, organisationId, search)
}

function lookThrough(
  db: Db,
  organisationId: string,
  { words, digits, reach, most }: NameSearch,
  compared: Record<'isMeant' | 'nearness', (word: string) => Prisma.Sql> & { most: number },
): Promise<FoundPerson[]> {
  return reveal(db).$queryRaw<FoundPerson[]>`
    SELECT ${foundColumns} FROM (
      SELECT p.*, ${Prisma.join(words.map(compared.nearness), ' + ')} AS nearness FROM ${digits === null ? Prisma.sql`persons` : endingIn(organisationId, digits)} p
      WHERE p.organisation_id = ${organisationId}::uuid AND ${Prisma.join(words.map(compared.isMeant), ' AND ')} ${within(reach)}
      LIMIT ${compared.most}
    ) p ORDER BY p.nearness DESC, p.family_name, p.given_name, p.id LIMIT ${most}`
}

/** Those whose telephone number ends in the digits, found from behind. OFFSET 0: PostgreSQL is not to look for the name first, which many have. */
function endingIn(organisationId: string, digits: string): Prisma.Sql {
  const from = [...digits].reverse().join('')
  return Prisma.sql`(SELECT * FROM persons WHERE organisation_id = ${organisationId}::uuid
    AND mobile IS NOT NULL AND reverse(mobile) ~>=~ ${from} AND reverse(mobile) ~<~ ${`${from}:`} OFFSET 0)` // ":" follows "9"
}

/** Whoever has the role for the whole organisation and whose account is open. */
export function findByRole(db: Db, organisationId: string, role: string): Promise<Person[]> {
  return reveal(db).$queryRaw<Person[]>`
    SELECT ${columns} FROM role_grants g JOIN persons p ON p.organisation_id = g.organisation_id AND p.id = g.person_id
    WHERE g.organisation_id = ${organisationId}::uuid AND g.role = ${role} AND NOT g.is_bounded AND p.status = 'active' ORDER BY p.id`
}

export function namesOf(db: Db, organisationId: string, ids: string[]) {
  return reveal(db).person.findMany({
    where: { organisationId, id: { in: ids } },
    select: { id: true, givenName: true, familyName: true, username: true, email: true, memberNumber: true },
  })
}

/** What stands on an envelope, in no order. */
export function addressesOf(db: Db, organisationId: string, ids: readonly string[]) {
  return reveal(db).person.findMany({
    where: { organisationId, id: { in: [...ids] } },
    select: { id: true, givenName: true, familyName: true, street: true, postalCode: true, city: true, country: true },
  })
}

/** What a register outside keeps of a person. */
export type RegisterFields = {
  memberNumber: string | null
  username: string | null
  email: string | null
  mobile: string | null
  givenName: string
  familyName: string
  street: string
  postalCode: string
  city: string
  country: string
  language: string | null
}

/** Somebody new of the register, with the role `member`; without a name to be found by, which `takeIdentifier` gives. */
export async function insertRegistered(db: Db, organisationId: string, id: string, now: Date): Promise<void> {
  await reveal(db).person.create({ data: { id, organisationId, createdAt: now, updatedAt: now }, select: { id: true } })
  await reveal(db).roleGrant.create({ data: { organisationId, personId: id, role: 'member', grantedAt: now } })
}

/** Writes what the register says; contacts that it gives count as validated. */
export async function saveRegistered(db: Db, organisationId: string, id: string, fields: Partial<RegisterFields>, now: Date): Promise<void> {
  const validated = {
    ...(fields.email === undefined ? {} : { emailValidatedAt: fields.email && now }),
    ...(fields.mobile === undefined ? {} : { mobileValidatedAt: fields.mobile && now }),
  }
  await reveal(db).person.updateMany({ where: { organisationId, id }, data: { ...fields, ...validated, updatedAt: now } })
}

/** The register itself took these names away: they are not remembered, as those are that a person gave up. */
export async function forgetNames(db: Db, organisationId: string, personId: string, values: string[]): Promise<void> {
  await reveal(db).$executeRaw`SELECT set_config('porten.is_import', 'yes', true)`
  await reveal(db).identifier.deleteMany({ where: { organisationId, personId, value: { in: values } } })
  await reveal(db).$executeRaw`SELECT set_config('porten.is_import', '', true)`
}

export async function deleteStaffRoles(db: Db, organisationId: string, personId: string): Promise<number> {
  return (await reveal(db).roleGrant.deleteMany({ where: { organisationId, personId, role: { not: 'member' } } })).count
}

export type Touched = { noMobile: number; noName: number; noProof: number; neverSignedIn: number; otherLanguage: number }
type Rules = { identifiers: readonly string[]; proofs: readonly (readonly string[])[]; languages: readonly string[] }

/** How many open accounts such rules leave without what they ask for; one walk through the register. */
export async function countTouched(db: Db, organisationId: string, { identifiers, proofs, languages }: Rules): Promise<Touched> {
  const has = {
    sms: Prisma.sql`(p.mobile IS NOT NULL AND p.mobile_validated_at IS NOT NULL)`,
    email: Prisma.sql`(p.email IS NOT NULL AND p.email_validated_at IS NOT NULL)`,
  }
  const ways = (proof: readonly string[]) =>
    Prisma.join(
      proof.map((way) => (way === 'sms' ? has.sms : has.email)),
      ' OR ',
    )
  const canProve = Prisma.join(
    proofs.map((proof) => Prisma.sql`(${ways(proof)})`),
    ' AND ',
  )
  const named = (kind: string, column: Prisma.Sql) => (identifiers.includes(kind) ? Prisma.sql`${column} IS NOT NULL` : Prisma.sql`false`)
  const hasName = Prisma.sql`(${named('username', Prisma.sql`p.username`)} OR ${named('email', Prisma.sql`p.email`)} OR ${named('memberNumber', Prisma.sql`p.member_number`)})`
  const [counted] = await reveal(db).$queryRaw<Touched[]>`
    SELECT count(*) FILTER (WHERE NOT ${has.sms})::int AS "noMobile", count(*) FILTER (WHERE NOT ${hasName})::int AS "noName",
      count(*) FILTER (WHERE NOT (${canProve}))::int AS "noProof", count(*) FILTER (WHERE p.first_signed_in_at IS NULL)::int AS "neverSignedIn",
      count(*) FILTER (WHERE p.language IS NOT NULL AND NOT p.language = ANY(${languages}))::int AS "otherLanguage"
    FROM persons p WHERE p.organisation_id = ${organisationId}::uuid AND p.status = 'active'`
  return counted ?? { noMobile: 0, noName: 0, noProof: 0, neverSignedIn: 0, otherLanguage: 0 }
}

export function countFormerNames(db: Db, organisationId: string): Promise<number> {
  return reveal(db).identifier.count({ where: { organisationId, isFormer: true } })
}

import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inTransaction } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import { readFilter } from './filter/rules'
import { findGroups } from './find-groups'
import { findUsers } from './find-people'
import { type Page, readPage, readSelection } from './rules'
import { type JsonObject, urn } from './schema'

const database = testDatabase()
const organisationId = randomUUID()
const people = 20_000
beforeAll(async () => {
  const db = reveal(database.deps.db)
  await db.organisation.create({ data: { id: organisationId, slug: 'large', settings: {} } })
  await db.$executeRaw`INSERT INTO persons (organisation_id, id, username, email, member_number, status)
    SELECT ${organisationId}::uuid, gen_random_uuid(), 'p' || n, 'p' || n || '@example.org', n::text, CASE WHEN n % 4000 = 0 THEN 'disabled' ELSE 'active' END FROM generate_series(1, ${people}::int) n`
  for (const name of ['username', 'email', 'member_number'])
    await db.$executeRawUnsafe(
      `INSERT INTO identifiers (organisation_id, value, person_id) SELECT organisation_id, ${name}, id FROM persons WHERE organisation_id = '${organisationId}'`,
    )
  await db.$executeRaw`INSERT INTO provisioned_people (organisation_id, person_id, external_id) SELECT organisation_id, id, 'x' || member_number FROM persons WHERE organisation_id = ${organisationId}::uuid`
  await db.$executeRaw`INSERT INTO groups (organisation_id, id, name) SELECT ${organisationId}::uuid, gen_random_uuid(), 'g' || n FROM generate_series(1, 20) n`
  await db.$executeRaw`INSERT INTO group_members (organisation_id, group_id, person_id)
    SELECT p.organisation_id, g.id, p.id FROM persons p JOIN groups g ON g.organisation_id = p.organisation_id AND g.name IN ('g1', 'g' || (p.member_number::int % 20 + 1)) WHERE p.organisation_id = ${organisationId}::uuid ON CONFLICT DO NOTHING`
  await db.$executeRaw`ANALYZE`
}, 60_000)

const pageOf = (asked: Parameters<typeof readPage>[0]): Page => {
  const page = readPage(asked)
  if (!page.ok) throw new Error('no page')
  return page.value
}
const ask = (text: string | null, page = pageOf({}), without: string | null = null) => {
  const filter = text === null ? null : readFilter(text)
  if (filter && !filter.ok) throw new Error(text ?? '')
  return { filter: filter?.value ?? null, page, selection: readSelection(null, without), address: '' }
}

/** Tables with a row for each person, or more. The others are small: PostgreSQL may well read them whole. */
const large = ['persons', 'identifiers', 'provisioned_people', 'group_members']

/** What `work` answers, and which large tables were read from end to end for it, as PostgreSQL itself counts. */
async function readOf(work: (deps: typeof database.deps) => Promise<{ ok: true; value: JsonObject } | { ok: false; failure: unknown }>) {
  return inTransaction(database.deps, async (deps) => {
    const answer = await work(deps)
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
    const whole = await reveal(deps.db).$queryRaw<{ name: string }[]>`SELECT relname AS name FROM pg_stat_xact_user_tables WHERE seq_scan > 0`
    return {
      found: answer.value.Resources as JsonObject[],
      total: answer.value.totalResults,
      whole: whole.map(({ name }) => name).filter((name) => large.includes(name)),
    }
  })
}

test.each([
  ['userName eq "P4711"', 1],
  ['externalId eq "x4711"', 1],
  ['emails.value eq "p4711@example.org" and active eq true', 1],
  ['emails[type eq "work" and value eq "p4711@example.org"]', 1],
  [`${urn.enterpriseUser}:employeeNumber eq "4711"`, 1],
  ['userName eq "p4711" or userName eq "p4712" and name.familyName co "x"', 1],
  ['userName eq "nobody"', 0],
  ['active eq false', 5],
])('a register is never read from end to end for %s', async (filter, total) => {
  const asked = await readOf((deps) => findUsers(deps, organisationId, ask(filter)))
  expect(asked.total).toBe(total)
  expect(asked.whole).toEqual([])
})

test('nor for a page by cursor, wherever in it', async () => {
  const first = await readOf((deps) => findUsers(deps, organisationId, ask(null, pageOf({ cursor: '', count: '50' }))))
  const last = await readOf((deps) => findUsers(deps, organisationId, ask(null, pageOf({ cursor: 'f0000000-0000-4000-8000-000000000000', count: '50' }))))
  expect([first.found.length, last.found.length]).toEqual([50, 50])
  expect([...first.whole, ...last.whole]).toEqual([])
})

test('nor for the groups of a name or a person; one with too many members to list is asked for without them', async () => {
  const named = await readOf((deps) => findGroups(deps, organisationId, ask('displayName eq "g1"', pageOf({}), 'members')))
  expect([named.total, named.whole]).toEqual([1, []])
  expect(await findGroups(database.deps, organisationId, ask('displayName eq "g1"'))).toMatchObject({ ok: false, failure: { scimType: 'tooMany' } })
  const somebody = await readOf((deps) => findUsers(deps, organisationId, ask('userName eq "p4711"')))
  const of = await readOf((deps) => findGroups(deps, organisationId, ask(`members.value eq "${somebody.found[0]?.id}"`, pageOf({}), 'members')))
  expect([of.total, of.whole]).toEqual([2, []])
})

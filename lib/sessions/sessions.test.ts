import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson } from '@/e2e/support/invented'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { endSessions, renewSession } from './end-sessions'
import { findSession } from './find-session'
import { listSessions } from './list-sessions'
import { openSession } from './open-session'

const database = testDatabase()
let organisation: Organisation
let person: Person
beforeAll(async () => {
  organisation = await inventOrganisation(database.deps, 'hameenportti')
  person = await inventPerson(database.deps, organisation, { email: 'erkki@example.org' })
})

const open = (changes: Partial<Parameters<typeof openSession>[1]> = {}) =>
  openSession(database.deps, {
    organisation,
    personId: person.id,
    roles: [],
    wishesToBeRemembered: false,
    factors: ['password'],
    client: inventClient(),
    ...changes,
  })
const lives = async (token: string) => (await findSession(database.deps, organisation.id, token)) !== null
const minutes = (count: number) => count * 60_000

describe('a session', () => {
  test('has an id of 256 random bits, of which the database knows a digest only (security.md 44)', async () => {
    const { token } = await open()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const rows = await reveal(database.deps.db).$queryRaw<{ row: string }[]>`SELECT sessions::text AS row FROM sessions`
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
  })

  test('ends after an hour without use, and lives on while it is used (security.md 45)', async () => {
    const { token } = await open()
    database.clock.forward(minutes(59))
    expect(await lives(token)).toBe(true)
    database.clock.forward(minutes(59))
    expect(await lives(token)).toBe(true)
    database.clock.forward(minutes(60))
    expect(await lives(token)).toBe(false)
  })

  test('ends after 24 hours however much it is used (security.md 45)', async () => {
    const { token } = await open()
    for (let hours = 0; hours < 47; hours++) {
      database.clock.forward(minutes(30))
      expect(await lives(token)).toBe(true)
    }
    database.clock.forward(minutes(30))
    expect(await lives(token)).toBe(false)
  })

  test('that is remembered lasts 30 days; staff are never remembered (H3, security.md 45)', async () => {
    const { token, isRemembered } = await open({ wishesToBeRemembered: true })
    const staff = await open({ wishesToBeRemembered: true, roles: ['member', 'caseworker'] })
    expect([isRemembered, staff.isRemembered]).toEqual([true, false])
    database.clock.forward(minutes(15))
    expect(await lives(staff.token)).toBe(false)
    database.clock.forward(minutes(60 * 24 * 29))
    expect(await lives(token)).toBe(true)
    database.clock.forward(minutes(60 * 24))
    expect(await lives(token)).toBe(false)
  })

  test('gets a new id at a step up; the old one is dead at once (security.md 44)', async () => {
    const { id, token } = await open()
    const renewed = await renewSession(database.deps, organisation.id, id)
    expect(renewed).not.toBe(token)
    expect([await lives(token), await lives(String(renewed))]).toEqual([false, true])
  })

  test('is ended at once by the person, by staff, and with the account (security.md 47)', async () => {
    const [one, two, three] = [await open(), await open(), await open()]
    await endSessions(database.deps, { organisationId: organisation.id, personId: person.id, id: one.id }, 'person')
    expect([await lives(one.token), await lives(two.token)]).toEqual([false, true])
    await endSessions(database.deps, { organisationId: organisation.id, personId: person.id, exceptId: three.id }, 'password-change')
    expect([await lives(two.token), await lives(three.token)]).toEqual([false, true])
    expect(await listSessions(database.deps, organisation.id, person.id)).toHaveLength(1)
    await reveal(database.deps.db).person.updateMany({ where: { id: person.id }, data: { status: 'disabled' } })
    expect(await lives(three.token)).toBe(false)
    await reveal(database.deps.db).person.updateMany({ where: { id: person.id }, data: { status: 'active' } })
  })

  test('knows the roles of its person as they are now, each with what it is bounded to', async () => {
    const db = reveal(database.deps.db)
    const { token } = await open()
    const ours = { organisationId: organisation.id, personId: person.id }
    const known = async () => (await findSession(database.deps, organisation.id, token))?.grants
    expect(await known()).toEqual([])
    const { id: groupId } = await db.group.create({ data: { organisationId: organisation.id, name: 'Bergen' } })
    await db.roleGrant.createMany({
      data: [
        { ...ours, role: 'caseworker', isBounded: true },
        { ...ours, role: 'editor' },
      ],
    })
    await db.roleScope.create({ data: { ...ours, role: 'caseworker', groupId } })
    expect(await known()).toEqual(
      expect.arrayContaining([
        { role: 'caseworker', groupIds: [groupId] },
        { role: 'editor', groupIds: null },
      ]),
    )
    await db.group.delete({ where: { organisationId_id: { organisationId: organisation.id, id: groupId } } })
    expect(await known()).toContainEqual({ role: 'caseworker', groupIds: [] }) // bounded to nobody, never to everybody
    await db.roleGrant.deleteMany({ where: ours })
    expect(await known()).toEqual([])
  })

  test('belongs to one organisation', async () => {
    const elsewhere = await inventOrganisation(database.deps, 'motafors')
    const { token, id } = await open()
    expect(await findSession(database.deps, elsewhere.id, token)).toBeNull()
    expect(await renewSession(database.deps, elsewhere.id, id)).toBeNull()
    expect(await endSessions(database.deps, { organisationId: elsewhere.id, personId: person.id }, 'staff')).toBe(0)
    expect(await lives(token)).toBe(true)
  })

  test.each([undefined, '', 'x', 'x'.repeat(43), '\0'.repeat(43), "' OR 1=1 --".padEnd(43)])('is not found by a forged cookie (%j)', async (token) => {
    expect(await findSession(database.deps, organisation.id, token)).toBeNull()
  })
})

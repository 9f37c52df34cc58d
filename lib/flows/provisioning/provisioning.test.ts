import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, password, sentMessages } from '@/e2e/support/invented'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import type { Person } from '@/lib/people/rules'
import { readFilter } from '@/lib/scim/filter/rules'
import { asGroups, findGroup, findGroups } from '@/lib/scim/find-groups'
import { asUsers, findPerson as findProvisioned, findUsers } from '@/lib/scim/find-people'
import { readOperations } from '@/lib/scim/patch/rules'
import { readPage, readSelection } from '@/lib/scim/rules'
import { type JsonObject, urn } from '@/lib/scim/schema'
import { issueToken } from '@/lib/scim/tokens/issue-token'
import { findSession } from '@/lib/sessions/find-session'
import { openSession } from '@/lib/sessions/open-session'
import { submitPassword } from '../sign-in/submit-password'
import type { Actor } from './actor'
import { patchUser, replaceUser } from './change-user'
import { checkToken } from './check-token'
import { createUser } from './create-user'
import { createGroup, patchGroup, removeGroup, replaceGroup } from './keep-group'
import { removeUser } from './remove-user'

const database = testDatabase()
const client = inventClient('hr', { userAgent: 'an HR system' })
const address = 'http://localhost:3000/handelsforbundet/scim/v2'
let union: Organisation
let elsewhere: Organisation
let actor: Actor
let turn = 0
beforeAll(async () => {
  union = await inventOrganisation(database.deps, 'handelsforbundet')
  elsewhere = await inventOrganisation(database.deps, 'securia')
  const { id } = await issueToken(database.deps, union.id, { name: 'Entra ID', createdBy: union.id, expiresAt: new Date('2030-01-01') })
  actor = { token: { id, name: 'Entra ID' }, client, address }
})
beforeEach(() => {
  turn += 1
  database.clock.forward(24 * 60 * 60_000)
})

const valued = <Value>(result: { ok: true; value: Value } | { ok: false; failure: unknown }): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
const create = (user: JsonObject) => createUser(database.deps, union, actor, user)
const enter = async (user: JsonObject) => valued(await create(user))
const patch = (id: string, ...operations: JsonObject[]) =>
  patchUser(database.deps, union, actor, { id, ifMatch: null }, valued(readOperations({ schemas: [urn.patch], Operations: operations })))
const patchOf = (id: string, ...operations: JsonObject[]) =>
  patchGroup(database.deps, union, actor, { id, ifMatch: null }, valued(readOperations({ schemas: [urn.patch], Operations: operations })))
async function userOf(id: string): Promise<JsonObject> {
  const person = await findProvisioned(database.deps, union.id, id)
  const [user] = person ? await asUsers(database.deps, union.id, [person], address) : []
  if (!user) throw new Error('nobody')
  return user
}
const found = async (id: string): Promise<Person> => (await findPerson(database.deps, union.id, id)) ?? Promise.reject(new Error('nobody'))
const search = async (filter: string, organisation = union) => {
  const read = readFilter(filter)
  if (!read.ok) return read
  const asked = { filter: read.value, page: valued(readPage({})), selection: readSelection(null, null), address }
  return findUsers(database.deps, organisation.id, asked)
}
const idsOf = async (filter: string) => (valued(await search(filter)).Resources as JsonObject[]).map(({ id }) => id)
const session = (person: { id: string }) =>
  openSession(database.deps, { organisation: union, personId: person.id, roles: [], wishesToBeRemembered: false, factors: ['password'], client })
const signIn = (identifier: string) =>
  submitPassword(database.deps, union, inventClient(`browser ${turn}`), { identifier, password, wishesToBeRemembered: false, returnTo: null }, null)
const acts = async (subjectId: string) =>
  (await reveal(database.deps.db).auditEvent.findMany({ where: { organisationId: union.id, subjectId }, orderBy: { id: 'asc' } })).filter(({ act }) =>
    act.startsWith('provisioning.'),
  )

/** A User as Entra ID sends it with its usual mappings. */
const entraUser = (more: JsonObject = {}): JsonObject => ({
  schemas: [urn.user, urn.enterpriseUser],
  externalId: `oid-${turn}`,
  userName: `kari.${turn}@example.org`,
  active: true,
  displayName: 'Kari Nordmann',
  title: 'Klubbleder',
  emails: [{ primary: true, type: 'work', value: `kari.${turn}@example.org` }],
  name: { formatted: 'Kari Nordmann', familyName: 'Nordmann', givenName: 'Kari' },
  phoneNumbers: [
    { type: 'work', value: '+47 22 00 00 00' },
    { type: 'mobile', value: '+46 70-174 06 31' },
  ],
  preferredLanguage: 'nb-NO',
  addresses: [{ type: 'work', streetAddress: 'Storgata 1', postalCode: '0155', locality: 'Oslo', country: 'Norge' }],
  [urn.enterpriseUser]: { employeeNumber: `90${turn}`, department: 'Oslo', manager: { value: 'x' } },
  ...more,
})

describe('a person comes, changes and goes', () => {
  test('as Entra ID sends them, with contacts that count as validated and a name to sign in with', async () => {
    const id = await enter(entraUser({ phoneNumbers: [{ type: 'mobile', value: '+46 70 174 06 31' }] }))
    expect(await found(id)).toMatchObject({
      username: `kari.${turn}@example.org`,
      email: `kari.${turn}@example.org`,
      memberNumber: `90${turn}`,
      mobile: '+46701740631',
      givenName: 'Kari',
      familyName: 'Nordmann',
      language: 'nb',
      status: 'active',
      selfChanged: [],
      roles: ['member'],
      emailValidatedAt: database.clock.at,
      mobileValidatedAt: database.clock.at,
    })
    expect(await userOf(id)).toMatchObject({
      schemas: [urn.user, urn.enterpriseUser],
      externalId: `oid-${turn}`,
      displayName: 'Kari Nordmann',
      active: true,
      phoneNumbers: [{ value: '+46701740631', type: 'mobile' }],
      addresses: [{ streetAddress: 'Storgata 1', postalCode: '0155', locality: 'Oslo' }],
      [urn.enterpriseUser]: { employeeNumber: `90${turn}` },
      meta: { resourceType: 'User', location: `${address}/Users/${id}`, version: expect.stringMatching(/^W\/"[\w-]{22}"$/) },
    })
    const [event] = await acts(id)
    expect(event).toMatchObject({ act: 'provisioning.person-created', actorId: actor.token.id, details: { token: 'Entra ID', kept: [], refused: [] } })
    expect(event?.personal).toMatchObject({ address: client.address, userAgent: 'an HR system' })
  })

  test('never with a password or a role of staff, and the audit says that one was sent', async () => {
    const id = await enter(entraUser({ password: 'Hemmelig-123456789', roles: [{ value: 'administrator', primary: true }] }))
    expect(await reveal(database.deps.db).password.count({ where: { personId: id } })).toBe(0)
    expect((await found(id)).roles).toEqual(['member'])
    expect(await acts(id)).toMatchObject([{ details: { refused: ['password', 'roles'] } }])
    await patch(id, { op: 'Replace', path: 'password', value: 'Hemmelig-123456789' }, { op: 'add', path: 'roles', value: [{ value: 'caseworker' }] })
    expect(await reveal(database.deps.db).password.count({ where: { personId: id } })).toBe(0)
    expect((await found(id)).roles).toEqual(['member'])
    expect(JSON.stringify(await reveal(database.deps.db).auditEvent.findMany())).not.toContain('Hemmelig')
  })

  test('and a name that somebody has is refused, also to two requests at once', async () => {
    await enter(entraUser())
    const other = entraUser({ externalId: 'other', userName: `KARI.${turn}@example.org `, emails: [], [urn.enterpriseUser]: {} })
    expect(await create(other)).toMatchObject({ ok: false, failure: { status: 409, scimType: 'uniqueness' } })
    const twins = await Promise.allSettled([1, 2, 3].map(() => create({ schemas: [urn.user], userName: `twin${turn}`, externalId: `twin${turn}` })))
    expect(twins.filter((one) => one.status === 'fulfilled' && one.value.ok)).toHaveLength(1)
    expect(await idsOf(`userName eq "twin${turn}"`)).toHaveLength(1)
  })

  test('active false ends every session, code and journey at once; sign-in then answers as to a stranger', async () => {
    const person = await inventPerson(database.deps, union, { username: `kari${turn}`, mobile: null })
    const { token } = await session(person)
    expect(await findSession(database.deps, union.id, token)).not.toBeNull()
    expect((await signIn(`kari${turn}`)).ok).toBe(true)
    // As Entra ID writes it.
    valued(await patch(person.id, { op: 'Replace', path: 'active', value: 'False' }))
    expect(await findSession(database.deps, union.id, token)).toBeNull()
    expect(await userOf(person.id)).toMatchObject({ active: false })
    expect(await signIn(`kari${turn}`)).toEqual(await signIn(`nobody${turn}`))
    valued(await patch(person.id, { op: 'replace', value: { active: true } }))
    expect((await signIn(`kari${turn}`)).ok).toBe(true)
    expect((await acts(person.id)).map(({ act }) => act)).toEqual(['provisioning.person-disabled', 'provisioning.person-enabled'])
  })

  test('and an account that its owner froze stays frozen, however often it is closed and opened from outside', async () => {
    const person = await inventPerson(database.deps, union, { username: `kari${turn}`, mobile: null, status: 'frozen' })
    for (const active of [true, false, true]) valued(await patch(person.id, { op: 'replace', path: 'active', value: active }))
    expect((await found(person.id)).status).toBe('frozen')
  })

  test('what people changed themselves stays, and is told as kept', async () => {
    const person = await inventPerson(database.deps, union, {
      username: `own${turn}`,
      email: `own${turn}@example.org`,
      mobile: null,
      selfChanged: ['email', 'username'],
    })
    valued(await replaceUser(database.deps, union, actor, { id: person.id, ifMatch: null }, entraUser({ externalId: null })))
    expect(await found(person.id)).toMatchObject({ username: `own${turn}`, email: `own${turn}@example.org`, givenName: 'Kari', memberNumber: `90${turn}` })
    expect(await acts(person.id)).toMatchObject([{ details: { kept: ['username', 'email'] } }])
    expect(await sentMessages(database.deps)).not.toContainEqual(expect.objectContaining({ purpose: 'email-changed', recipient: `own${turn}@example.org` }))
  })

  test('a new address moves the name with it, and every old contact is told with a link to object', async () => {
    const mobile = '+46701740633'
    const person = await inventPerson(database.deps, union, { username: null, email: `old${turn}@example.org`, mobile })
    valued(await patch(person.id, { op: 'replace', path: 'emails[type eq "work"].value', value: `new${turn}@example.org` }))
    expect(await idsOf(`emails.value eq "old${turn}@example.org"`)).toEqual([])
    expect(await idsOf(`emails[type eq "work" and value eq "NEW${turn}@example.org"]`)).toEqual([person.id])
    const told = (await sentMessages(database.deps)).filter(({ recipient }) => [`old${turn}@example.org`, `new${turn}@example.org`, mobile].includes(recipient))
    expect(told.map(({ purpose, recipient, text }) => [purpose, recipient, /\/go\//.test(text)])).toEqual([
      ['email-changed', `old${turn}@example.org`, true],
      ['email-changed', mobile, true],
      ['email-changed', `new${turn}@example.org`, false],
    ])
    expect(await reveal(database.deps.db).rememberedIdentifier.count({ where: { personId: person.id } })).toBe(0)
  })

  test('the contacts of staff are not for a token to change: with them it could become one of the staff', async () => {
    const boss = await inventPerson(database.deps, union, { username: `boss${turn}`, email: `boss${turn}@example.org`, roles: ['administrator'] })
    valued(
      await patch(boss.id, {
        op: 'replace',
        value: { 'emails[type eq "work"].value': `mallory${turn}@example.org`, 'phoneNumbers[type eq "mobile"].value': '+46701740699', 'name.givenName': 'Bo' },
      }),
    )
    expect(await found(boss.id)).toMatchObject({ email: boss.email, mobile: boss.mobile, givenName: 'Bo' })
    expect(await acts(boss.id)).toMatchObject([{ details: { fields: ['givenName'], kept: ['email', 'mobile'] } }])
  })

  test('the last administrator is closed by no token, nor are the last two by two at once; another one may go', async () => {
    const alone = await inventOrganisation(database.deps, 'handelsforbundet', {}, `alone${turn}`)
    const [anna, berit] = await Promise.all(
      ['anna', 'berit'].map((name) => inventPerson(database.deps, alone, { username: `${name}${turn}`, mobile: null, email: null, roles: ['administrator'] })),
    )
    if (!anna || !berit) throw new Error('nobody')
    const close = (id: string) => {
      const off = valued(readOperations({ schemas: [urn.patch], Operations: [{ op: 'Replace', path: 'active', value: 'False' }] }))
      return patchUser(database.deps, alone, actor, { id, ifMatch: null }, off)
    }
    const refused = { ok: false, failure: { status: 403, key: 'scim.lastAdministrator' } }
    const answers = await Promise.all([close(anna.id), close(berit.id)])
    expect(answers.filter(({ ok }) => !ok)).toEqual([expect.objectContaining(refused)])
    const left = answers[0].ok ? berit : anna
    expect(await close(left.id)).toMatchObject(refused)
    expect(await removeUser(database.deps, alone, actor, { id: left.id, ifMatch: null })).toMatchObject(refused)
    expect((await findPerson(database.deps, alone.id, left.id))?.status).toBe('active')
  })

  test('DELETE closes the account, takes groups and roles of staff, and keeps the name from others', async () => {
    const person = await inventPerson(database.deps, union, {
      username: `gone${turn}`,
      mobile: null,
      memberNumber: `80${turn}`,
      roles: ['caseworker'],
      groups: ['Oslo'],
    })
    const { token } = await session(person)
    const whose = { id: person.id, ifMatch: null }
    valued(await removeUser(database.deps, union, actor, whose))
    expect(await findSession(database.deps, union.id, token)).toBeNull()
    expect(await found(person.id)).toMatchObject({ status: 'disabled', roles: [] })
    expect(await findProvisioned(database.deps, union.id, person.id)).toBeNull()
    expect(await idsOf(`userName eq "gone${turn}"`)).toEqual([])
    expect(await removeUser(database.deps, union, actor, whose)).toMatchObject({ ok: false, failure: { status: 404 } })
    expect(await patch(person.id, { op: 'replace', path: 'active', value: true })).toMatchObject({ ok: false, failure: { status: 404 } })
    const stranger = { schemas: [urn.user], userName: `gone${turn}`, [urn.enterpriseUser]: { employeeNumber: '1' } }
    expect(await create(stranger)).toMatchObject({ ok: false, failure: { status: 409 } })
    const back = await enter({ ...stranger, [urn.enterpriseUser]: { employeeNumber: `80${turn}` } })
    expect(back).toBe(person.id)
    expect(await found(back)).toMatchObject({ status: 'active', roles: [] })
    expect((await acts(person.id)).map(({ act }) => act)).toEqual(['provisioning.person-removed', 'provisioning.person-returned'])
  })

  test('PUT leaves what it does not name, empties what it names as null, and changes nothing the second time', async () => {
    const id = await enter(entraUser({ phoneNumbers: [{ type: 'mobile', value: '+46701740634' }] }))
    const user = { schemas: [urn.user], userName: `kari.${turn}@example.org`, addresses: [], active: true }
    const put = () => replaceUser(database.deps, union, actor, { id, ifMatch: null }, user)
    valued(await put())
    expect(await found(id)).toMatchObject({ mobile: '+46701740634', memberNumber: `90${turn}`, givenName: 'Kari' })
    expect(await userOf(id)).not.toHaveProperty('addresses')
    const before = await userOf(id)
    database.clock.forward(60_000)
    valued(await put())
    expect(await userOf(id)).toEqual(before)
    expect(await acts(id)).toHaveLength(2)
  })

  test('what is wrong is refused whole, with the attribute named', async () => {
    const id = await enter(entraUser({ phoneNumbers: [] }))
    const before = await userOf(id)
    const wrong: [JsonObject, object][] = [
      [
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'no address' },
        { scimType: 'invalidValue', attribute: 'emails.value' },
      ],
      [
        { op: 'replace', path: 'name.givenName', value: 'x'.repeat(101) },
        { scimType: 'invalidValue', attribute: 'name.givenName' },
      ],
      [{ op: 'replace', path: 'name.givenName', value: 'a\u0000b' }, { scimType: 'invalidValue' }],
      [{ op: 'replace', path: 'active', value: 'maybe' }, { scimType: 'invalidValue' }],
      [{ op: 'replace', path: 'shoeSize', value: 42 }, { scimType: 'invalidPath' }],
      [{ op: 'replace', path: 'id', value: 'x' }, { scimType: 'mutability' }],
      [{ op: 'replace', path: 'emails[type co "w"].value', value: 'x@example.org' }, {}],
      [{ op: 'replace', path: 'emails[type eq', value: 'x@example.org' }, { scimType: 'invalidPath' }],
      [{ op: 'replace', path: 'emails[type co "q"].value', value: 'x@example.org' }, { scimType: 'noTarget' }],
    ]
    for (const [operation, failure] of wrong) {
      const answer = await patch(id, { op: 'replace', path: 'name.familyName', value: 'Annen' }, operation)
      if (Object.keys(failure).length > 0) {
        expect(answer, JSON.stringify(operation)).toMatchObject({ ok: false, failure: { status: 400, ...failure } })
        expect(await userOf(id)).toEqual(before)
      } else {
        expect(answer.ok).toBe(true)
        valued(await patch(id, { op: 'replace', value: { 'name.familyName': 'Nordmann', 'emails[type eq "work"].value': `kari.${turn}@example.org` } }))
        expect({ ...(await userOf(id)), meta: null }).toEqual({ ...before, meta: null })
        Object.assign(before, { meta: (await userOf(id)).meta })
      }
    }
    expect(await create({ schemas: [urn.user] })).toMatchObject({ ok: false, failure: { status: 400, attribute: 'userName' } })
  })

  test('who names a version changes that one or nothing', async () => {
    const id = await enter(entraUser({ phoneNumbers: [] }))
    const { meta } = await userOf(id)
    const version = String((meta as JsonObject).version)
    const rename = (ifMatch: string) => {
      database.clock.forward(1_000)
      return patchUser(database.deps, union, actor, { id, ifMatch }, [{ op: 'replace', path: 'name.givenName', value: `K${ifMatch.length}` }])
    }
    expect((await rename(version)).ok).toBe(true)
    expect(await rename(version)).toMatchObject({ ok: false, failure: { status: 412 } })
    expect(await removeUser(database.deps, union, actor, { id, ifMatch: version })).toMatchObject({ ok: false, failure: { status: 412 } })
    expect((await rename('*')).ok).toBe(true)
  })
})

describe('a filter', () => {
  test('is answered by what an index finds, and in memory for the rest', async () => {
    const id = await enter(entraUser({ phoneNumbers: [] }))
    const name = `kari.${turn}@example.org`
    for (const filter of [
      `userName eq "${name.toUpperCase()}"`,
      `externalId eq "oid-${turn}"`,
      `${urn.enterpriseUser}:employeeNumber eq "90${turn}"`,
      `urn:ietf:params:scim:schemas:core:2.0:User:userName eq "${name}"`,
      `userName eq "${name}" and active eq true and not (name.familyName sw "X")`,
      `(userName eq "nobody" or emails.value eq "${name}") and name.givenName co "ar"`,
      `id eq "${id}" and meta.lastModified ge "2011-05-13T04:42:34Z"`,
    ])
      expect(await idsOf(filter), filter).toEqual([id])
    for (const filter of [`userName eq "${name}" and active eq false`, `externalId eq "OID-${turn}"`, `userName eq "90${turn}"`, 'id eq "nobody"'])
      expect(await idsOf(filter), filter).toEqual([])
  })

  test('finds a person by the name that the person gave up here and the outside system still uses', async () => {
    const person = await inventPerson(database.deps, union, { username: `chosen${turn}`, mobile: null })
    await reveal(database.deps.db).rememberedIdentifier.create({ data: { organisationId: union.id, personId: person.id, value: `given${turn}` } })
    expect(await idsOf(`userName eq "given${turn}"`)).toEqual([person.id])
    expect(await create({ schemas: [urn.user], userName: `given${turn}` })).toMatchObject({ ok: false, failure: { status: 409 } })
  })

  test('that would read the whole register is refused', async () => {
    for (const filter of [
      'name.familyName eq "Nordmann"',
      'userName sw "k"',
      'not (userName eq "x")',
      'userName eq "x" or title pr',
      'active eq true and title pr',
    ])
      expect(await search(filter), filter).toMatchObject({ ok: false, failure: { status: 400, scimType: 'invalidFilter' } })
  })

  test('sees its own organisation alone', async () => {
    const id = await enter(entraUser({ phoneNumbers: [] }))
    for (const filter of [`id eq "${id}"`, `userName eq "kari.${turn}@example.org"`, `externalId eq "oid-${turn}"`])
      expect(valued(await search(filter, elsewhere)).totalResults, filter).toBe(0)
    expect(await removeUser(database.deps, elsewhere, actor, { id, ifMatch: null })).toMatchObject({ ok: false, failure: { status: 404 } })
    expect((await found(id)).status).toBe('active')
  })

  test('active alone lists the closed, page by page, by number and by cursor', async () => {
    const company = await inventOrganisation(database.deps, 'standard')
    const ids: string[] = []
    for (let at = 0; at < 7; at += 1)
      ids.push((await inventPerson(database.deps, company, { username: `p${at}`, mobile: null, password: null, status: at % 2 ? 'disabled' : 'active' })).id)
    const list = (filter: string | null, page: Parameters<typeof readPage>[0]) =>
      findUsers(database.deps, company.id, {
        filter: filter === null ? null : valued(readFilter(filter)),
        page: valued(readPage(page)),
        selection: readSelection('userName', null),
        address,
      })
    expect(valued(await list('active eq false', {}))).toMatchObject({
      totalResults: 3,
      Resources: [{ userName: 'p1' }, { userName: 'p3' }, { userName: 'p5' }],
    })
    expect(valued(await list(null, { startIndex: '3', count: '2' }))).toMatchObject({
      totalResults: 7,
      startIndex: 3,
      itemsPerPage: 2,
      Resources: [{ id: ids[2] }, { id: ids[3] }],
    })
    expect(valued(await list(null, { count: '0' }))).toMatchObject({ totalResults: 7, Resources: [] })
    const seen: unknown[] = []
    let cursor: string | undefined = ''
    while (cursor !== undefined) {
      const page: JsonObject = valued(await list(null, { cursor, count: '3' }))
      seen.push(...(page.Resources as JsonObject[]).map(({ id }) => id))
      cursor = page.nextCursor as string | undefined
    }
    expect(seen).toEqual(ids)
  })
})

describe('groups', () => {
  const groupOf = async (id: string) => {
    const group = await findGroup(database.deps, union.id, id)
    return group && valued(await asGroups(database.deps, union.id, [group], address, true))[0]
  }
  const membersOf = async (id: string) =>
    [(await groupOf(id))?.members as JsonObject[]]
      .flat()
      .map(({ value }) => value)
      .sort()
  const three = async () => {
    const ids: string[] = []
    for (const at of [1, 2, 3]) ids.push((await inventPerson(database.deps, union, { username: `m${turn}-${at}`, mobile: null, password: null })).id)
    return ids as [string, string, string]
  }

  test('gain and lose members by sets, as Entra ID and Okta write it', async () => {
    const [one, two, three_] = await three()
    const id = valued(
      await createGroup(database.deps, union, actor, { schemas: [urn.group], displayName: `Klubb ${turn}`, externalId: `g${turn}`, members: [{ value: one }] }),
    )
    expect(await membersOf(id)).toEqual([one])
    valued(await patchOf(id, { op: 'Add', path: 'members', value: [{ value: two }, { value: three_ }, { value: one }] }))
    expect(await membersOf(id)).toEqual([one, two, three_].sort())
    valued(await patchOf(id, { op: 'Remove', path: `members[value eq "${two}"]` }))
    expect(await membersOf(id)).toEqual([one, three_].sort())
    valued(await patchOf(id, { op: 'remove', path: 'members[value eq "nobody"]' }))
    valued(await patchOf(id, { op: 'Remove', path: 'members', value: [{ value: one, $ref: null }] }))
    expect(await membersOf(id)).toEqual([three_])
    valued(await patchOf(id, { op: 'replace', path: 'members', value: [{ value: two }] }, { op: 'replace', value: { id, displayName: `Klubb ${turn} ny` } }))
    expect(await groupOf(id)).toMatchObject({ displayName: `Klubb ${turn} ny`, members: [{ value: two, type: 'User' }] })
    valued(await replaceGroup(database.deps, union, actor, { id, ifMatch: null }, { displayName: `Klubb ${turn}`, members: [] }))
    expect(await membersOf(id)).toEqual([])
    valued(await patchOf(id, { op: 'add', path: 'members', value: [{ value: two }] }, { op: 'remove', path: 'members' }))
    expect(await membersOf(id)).toEqual([])
    expect((await userOf(one)).groups).toBeUndefined()
    valued(await removeGroup(database.deps, union, actor, { id, ifMatch: null }))
    expect(await findGroup(database.deps, union.id, id)).toBeNull()
    const told = await reveal(database.deps.db).auditEvent.findMany({ where: { act: { startsWith: 'provisioning.group-' } }, orderBy: { id: 'asc' } })
    expect(told.map(({ act, details }) => [act, (details as JsonObject).added, (details as JsonObject).removed])).toEqual([
      ['provisioning.group-created', 1, undefined],
      ['provisioning.group-changed', 2, 0],
      ['provisioning.group-changed', 0, 1],
      ['provisioning.group-changed', 0, 1],
      ['provisioning.group-changed', 1, 1],
      ['provisioning.group-changed', 0, 1],
      ['provisioning.group-changed', 1, 1],
      ['provisioning.group-removed', undefined, 0],
    ])
  })

  test('take nobody who is gone, is of another organisation or is nobody, and then nobody at all', async () => {
    const [one, two] = await three()
    const foreign = await inventPerson(database.deps, elsewhere, { username: `f${turn}`, mobile: null, password: null })
    valued(await removeUser(database.deps, union, actor, { id: two, ifMatch: null }))
    const id = valued(await createGroup(database.deps, union, actor, { displayName: `Klubb ${turn}` }))
    for (const wrong of [two, foreign.id, '00000000-0000-4000-8000-000000000000', 'nobody'])
      expect(await patchOf(id, { op: 'add', path: 'members', value: [{ value: one }, { value: wrong }] })).toMatchObject({
        ok: false,
        failure: { status: 400 },
      })
    expect(await membersOf(id)).toEqual([])
    expect(await createGroup(database.deps, union, actor, { displayName: `Klubb ${turn}` })).toMatchObject({ ok: false, failure: { status: 409 } })
    expect(await createGroup(database.deps, elsewhere, actor, { displayName: `Klubb ${turn}`, members: [{ value: one }] })).toMatchObject({ ok: false })
    expect(await patchGroup(database.deps, elsewhere, actor, { id, ifMatch: null }, [{ op: 'remove', path: 'members', value: undefined }])).toMatchObject({
      ok: false,
      failure: { status: 404 },
    })
  })

  test('that a rule fills are the rule’s: they may be renamed and not filled', async () => {
    const [one] = await three()
    const id = valued(await createGroup(database.deps, union, actor, { displayName: `Regel ${turn}` }))
    const rule = { match: 'all', conditions: [{ field: 'city', value: 'Oslo' }] }
    await reveal(database.deps.db).group.updateMany({ where: { id }, data: { rule } })
    expect(await patchOf(id, { op: 'add', path: 'members', value: [{ value: one }] })).toMatchObject({ ok: false, failure: { scimType: 'mutability' } })
    valued(await patchOf(id, { op: 'replace', path: 'displayName', value: `Regel ${turn} ny` }))
    expect(await membersOf(id)).toEqual([])
  })

  test('are found by name, id and member; the version changes with the members and not with the question', async () => {
    const [one] = await three()
    const id = valued(await createGroup(database.deps, union, actor, { displayName: `Klubb ${turn}` }))
    const list = (filter: string, without: string | null = null) =>
      findGroups(database.deps, union.id, { filter: valued(readFilter(filter)), page: valued(readPage({})), selection: readSelection(null, without), address })
    const before = valued(await list(`displayName eq "Klubb ${turn}"`, 'members')).Resources as JsonObject[]
    expect(before).toMatchObject([{ id, displayName: `Klubb ${turn}` }])
    expect(before[0]).not.toHaveProperty('members')
    expect(valued(await list(`id eq "${id}" and members eq "${one}"`)).totalResults).toBe(0)
    expect((valued(await list(`id eq "${id}"`)).Resources as JsonObject[])[0]?.meta).toEqual(before[0]?.meta)
    valued(await patchOf(id, { op: 'add', path: 'members', value: [{ value: one }] }))
    const after = valued(await list(`id eq "${id}" and members[value eq "${one}"]`)).Resources as JsonObject[]
    expect(after).toMatchObject([{ id, members: [{ value: one }] }])
    expect(after[0]?.meta).not.toEqual(before[0]?.meta)
    expect(await list(`id eq "${id}" and members.type eq "User"`)).toMatchObject({ ok: false, failure: { scimType: 'invalidFilter' } })
    expect(await list('displayName co "Klubb"')).toMatchObject({ ok: false, failure: { scimType: 'invalidFilter' } })
  })
})

describe('a token', () => {
  const ask = (authorization: string | null, organisation = union) => checkToken(database.deps, organisation, client, authorization)
  const issue = async (expiresAt = new Date(database.clock.at.getTime() + 60_000)) =>
    issueToken(database.deps, union.id, { name: `T${turn}`, createdBy: union.id, expiresAt })

  test('opens its own organisation until its end, and lies nowhere as it is', async () => {
    const { id, token } = await issue()
    expect(await ask(`Bearer ${token}`)).toEqual({ ok: true, value: { id, name: `T${turn}` } })
    expect(await ask(`bearer ${token}`)).toMatchObject({ ok: true })
    const refusal = { ok: false, failure: { status: 401, key: 'scim.badToken' } }
    for (const wrong of [null, '', 'Bearer', `Bearer ${token}x`, `Basic ${token}`, token, `Bearer ${'x'.repeat(10_000)}`])
      expect(await ask(wrong), String(wrong)).toEqual(refusal)
    expect(await ask(`Bearer ${token}`, elsewhere)).toEqual(refusal)
    database.clock.forward(60_000)
    expect(await ask(`Bearer ${token}`)).toEqual(refusal)
    const rows = await reveal(database.deps.db).provisioningToken.findMany()
    expect(JSON.stringify(rows.map(({ hmac, ...row }) => [row, Buffer.from(hmac).toString()]))).not.toContain(token.slice(-20))
    expect(rows.find((row) => row.id === id)?.lastUsedAt).not.toBeNull()
  })

  test('has its share of requests, and a place its share of wrong ones', async () => {
    const { token } = await issue(new Date('2030-01-01'))
    const answers = await Promise.all(Array.from({ length: 101 }, () => ask('Bearer wrong', elsewhere)))
    expect(answers.filter((one) => !one.ok && one.failure.status === 429)).toHaveLength(1)
    expect(await ask(`Bearer ${token}`)).toMatchObject({ ok: true })
    await reveal(database.deps.db).$executeRaw`UPDATE limit_counters SET count = 3000 WHERE key LIKE 'provisioning:%'`
    expect(await ask(`Bearer ${token}`)).toMatchObject({ ok: false, failure: { status: 429, retryAfter: 60 } })
    database.clock.forward(61_000)
    expect(await ask(`Bearer ${token}`)).toMatchObject({ ok: true })
  })
})

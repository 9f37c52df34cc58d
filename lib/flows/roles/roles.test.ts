import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, sentMessages, tellWaiting } from '@/e2e/support/invented'
import { closeDb, openDb } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { findGrants } from '@/lib/people/membership'
import { listHolders } from '@/lib/people/roles/list-holders'
import { readGroupNames, readPlace } from '@/lib/people/roles/rules'
import type { Person } from '@/lib/people/rules'
import { findSession } from '@/lib/sessions/find-session'
import { openSession } from '@/lib/sessions/open-session'
import { askForRole, type RoleWish } from './ask-for-role'
import { decideRequest } from './decide-request'
import { grantByOperator } from './grant-by-operator'
import { takeRoleAway } from './take-role-away'
import { viewRoles } from './view-roles'

const database = testDatabase()
const desk = inventClient('desk', { address: '10.20.0.9', isInside: true })
const db = () => reveal(database.deps.db)
let union: Organisation
let [anne, bjarne, kari]: Person[] = []
let turn = 0
beforeEach(async () => {
  turn += 1
  database.clock.forward(60_000)
  union = await inventOrganisation(database.deps, 'handelsforbundet', {}, `union-${turn}`)
  anne = await inventPerson(database.deps, union, { username: 'anne', givenName: 'Anne', email: 'anne@example.org', roles: ['administrator'] })
  bjarne = await inventPerson(database.deps, union, { username: 'bjarne', givenName: 'Bjarne', email: 'bjarne@example.org', roles: ['administrator'] })
  kari = await inventPerson(database.deps, union, { username: 'kari', givenName: 'Kari', email: 'kari@example.org', roles: ['member'], groups: ['Bergen'] })
})

const who = (person: Person | undefined) => person?.id ?? ''
const ask = (changes: Partial<RoleWish & { actorId: string }> = {}) =>
  askForRole(database.deps, union, { actorId: who(anne), client: desk, personId: who(kari), reason: 'Ny i Bergen', role: 'caseworker', groups: [], ...changes })
const waiting = async () => (await viewRoles(database.deps, union, { role: null, place: null })).requests
const decide = async (actorId: string, decision: 'approve' | 'decline' = 'approve', deps = database.deps) =>
  decideRequest(deps, union, { actorId, client: desk, reason: 'Avtalt', requestId: (await waiting())[0]?.id ?? randomUUID(), decision })
const take = (personId: string, role: RoleWish['role'], actorId: string | null = who(anne), deps = database.deps) =>
  takeRoleAway(deps, union, { actorId, client: desk, personId, reason: 'Sluttet', role })
const rolesOf = async (person = kari) => (await findGrants(database.deps, union.id, who(person))).map(({ role }) => role).sort()
const audited = async (act: string, outcome = 'success') =>
  (await db().auditEvent.findMany({ where: { organisationId: union.id, act, outcome } })).map(({ actorId, subjectId, details, personal }) => ({
    actorId,
    subjectId,
    details,
    personal,
  }))
const no = (failure: string) => ({ ok: false, failure })
const yes = { ok: true, value: null }
const told = async (template: string) => {
  await tellWaiting(database.deps)
  const ours = await db().message.findMany({ where: { organisationId: union.id, purpose: template }, select: { id: true } })
  return (await sentMessages(database.deps)).filter(({ id }) => ours.some((message) => message.id === id))
}

describe('a role of staff takes four eyes', () => {
  test('asked for by one administrator it is nobody’s before another approves; the person is told, and every act is written down', async () => {
    const session = { organisation: union, personId: who(kari), roles: [], wishesToBeRemembered: true, factors: ['password'], client: inventClient() }
    const { token } = await openSession(database.deps, session)
    expect(await ask({ groups: ['Bergen'] })).toEqual(yes)
    expect(await rolesOf()).toEqual(['member'])
    expect((await told('role-asked')).map(({ recipient, text }) => [recipient, text.includes('Kari Bergqvist blir saksbehandler')])).toEqual([
      ['bjarne@example.org', true],
    ])
    expect(await decide(who(bjarne))).toEqual(yes)
    const { id: bergen } = await db().group.findFirstOrThrow({ where: { organisationId: union.id, name: 'Bergen' } })
    expect(await findGrants(database.deps, union.id, who(kari))).toContainEqual({ role: 'caseworker', groupIds: [bergen] })
    // staff's sessions are shorter and never remembered: the one of before is over (security.md 45)
    expect(await findSession(database.deps, union.id, token)).toBeNull()
    expect((await told('role-granted')).map(({ recipient }) => recipient).sort()).toEqual(['+46701740605', 'kari@example.org'])
    const personal = expect.objectContaining({ address: '10.20.0.9' })
    expect(await audited('role.asked')).toEqual([
      { actorId: who(anne), subjectId: who(kari), personal, details: { role: 'caseworker', groups: ['Bergen'], request: expect.any(String) } },
    ])
    expect(await audited('role.granted')).toMatchObject([
      { actorId: who(bjarne), subjectId: who(kari), personal: { reason: 'Avtalt' }, details: { role: 'caseworker', groups: ['Bergen'], askedBy: who(anne) } },
    ])
    expect(await waiting()).toEqual([])
  })

  test('never the eyes of the one who asked, or of the one who gets it; both tries are written down', async () => {
    await inventPerson(database.deps, union, { username: 'cecilie', roles: ['administrator'] })
    expect(await ask({ personId: who(bjarne) })).toEqual(yes)
    expect(await decide(who(anne))).toEqual(no('roles.ownRequest'))
    expect(await decide(who(bjarne))).toEqual(no('roles.forOneself'))
    expect((await audited('role.granted', 'failure')).map(({ actorId }) => actorId)).toEqual([who(anne), who(bjarne)])
    const [request] = await waiting()
    for (const decidedBy of [who(anne), who(bjarne)]) // and the database itself takes no such row
      await expect(db().roleRequest.updateMany({ where: { id: request?.id }, data: { state: 'approved', decidedBy, decidedAt: new Date() } })).rejects.toThrow()
  })

  test('declined it is nobody’s; a week later it is too late', async () => {
    await ask()
    expect(await decide(who(bjarne), 'decline')).toEqual(yes)
    expect(await decide(who(bjarne))).toEqual(no('roles.requestGone'))
    expect(await audited('role.declined')).toMatchObject([{ actorId: who(bjarne), subjectId: who(kari) }])
    await ask()
    const [request] = await waiting()
    database.clock.forward(7 * 24 * 60 * 60_000)
    expect(await waiting()).toEqual([])
    const late = { actorId: who(bjarne), client: desk, reason: 'x', requestId: request?.id ?? '', decision: 'approve' as const }
    expect(await decideRequest(database.deps, union, late)).toEqual(no('roles.requestGone'))
    expect(await ask()).toEqual(yes) // an expired one makes room
    expect(await rolesOf()).toEqual(['member'])
  })

  test('two who decide at once decide once; two who ask at once ask once', async () => {
    const cecilie = await inventPerson(database.deps, union, { username: 'cecilie', roles: ['administrator'] })
    const other = { ...database.deps, db: openDb(database.url, 5) }
    const asked = await Promise.all([
      ask(),
      askForRole(other, union, { actorId: cecilie.id, client: desk, personId: who(kari), reason: 'x', role: 'caseworker', groups: [] }),
    ])
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1)
    const [request] = await waiting()
    const free = [who(anne), who(bjarne), cecilie.id].filter((id) => id !== request?.askedBy)
    const decided = await Promise.all(free.map((actorId, at) => decide(actorId, at ? 'approve' : 'decline', at ? other : database.deps)))
    await closeDb(other.db)
    expect(decided.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await audited('role.granted')).length + (await audited('role.declined')).length).toBe(1)
  })

  test('who has lost the right meanwhile neither asks nor approves', async () => {
    await ask()
    expect(await take(who(anne), 'administrator', who(bjarne))).toEqual(yes)
    expect(await decide(who(bjarne))).toEqual(no('roles.askerGone'))
    expect(await decide(who(anne))).toEqual(no('desk.notAllowed'))
    expect(await rolesOf()).toEqual(['member'])
  })

  test.each(['member', 'caseworker', 'editor', 'election-officer'])('a %s neither asks, nor decides, nor takes away', async (role) => {
    const somebody = await inventPerson(database.deps, union, { username: 'noen', roles: [role] })
    expect(await ask({ actorId: somebody.id })).toEqual(no('desk.notAllowed'))
    await ask()
    expect(await decide(somebody.id)).toEqual(no('desk.notAllowed'))
    expect(await take(who(bjarne), 'administrator', somebody.id)).toEqual(no('desk.notAllowed'))
    expect(await audited('desk.refused', 'failure')).toHaveLength(3)
  })

  test('nor an administrator of another organisation', async () => {
    const elsewhere = await inventOrganisation(database.deps, 'kristinehov', {}, `elsewhere-${turn}`)
    const stranger = await inventPerson(database.deps, elsewhere, { username: 'fremmed', roles: ['administrator'] })
    await ask()
    expect(await decide(stranger.id)).toEqual(no('desk.notAllowed'))
    const [request] = await waiting()
    const wish = { actorId: stranger.id, client: desk, reason: 'x', requestId: request?.id ?? '', decision: 'approve' as const }
    expect(await decideRequest(database.deps, elsewhere, wish)).toEqual(no('roles.requestGone'))
    expect(await askForRole(database.deps, elsewhere, { ...wish, personId: who(kari), role: 'editor', groups: [] })).toEqual(no('desk.unknownPerson'))
  })

  test.each<[string, Partial<Omit<RoleWish, 'actorId'>>, string]>([
    ['a group that is not there', { groups: ['Bergen', 'Atlantis'] }, 'roles.unknownGroup'],
    ['an administrator of one group', { role: 'administrator', groups: ['Bergen'] }, 'roles.notBoundable'],
    ['no reason', { reason: ' ' }, 'desk.noReason'],
    ['nobody', { personId: randomUUID() }, 'desk.unknownPerson'],
  ])('is refused for %s', async (_what, changes, failure) => expect(await ask(changes)).toEqual(no(failure)))

  test('is refused for who has it already, and the same again waits already; another scope is another role', async () => {
    const dag = await inventPerson(database.deps, union, { username: 'dag', roles: ['caseworker'] })
    expect(await ask({ personId: dag.id })).toEqual(no('roles.hasAlready'))
    expect(await ask({ personId: dag.id, groups: ['Bergen'] })).toEqual(yes)
    expect(await ask({ personId: dag.id, groups: ['Bergen'] })).toEqual(no('roles.alreadyAsked'))
    expect(await decide(who(bjarne))).toEqual(yes)
    expect((await findGrants(database.deps, union.id, dag.id))[0]?.groupIds).toHaveLength(1)
  })

  test('where a single administrator is, nobody is asked; the operator gives the second role, alone and written down', async () => {
    await take(who(bjarne), 'administrator')
    expect(await ask()).toEqual(no('roles.nobodyElse'))
    expect((await viewRoles(database.deps, union, { role: null, place: null })).isAlone).toBe(true)
    expect(await grantByOperator(database.deps, union, { personId: who(kari), reason: 'Vedtak 7', role: 'administrator', groups: [] })).toEqual(yes)
    expect(await audited('role.granted')).toMatchObject([
      { actorId: null, subjectId: who(kari), details: { by: 'operator' }, personal: { reason: 'Vedtak 7' } },
    ])
    expect(await rolesOf()).toEqual(['administrator', 'member'])
  })
})

describe('a role that is taken away', () => {
  test('is gone at once with every session and what was asked for meanwhile; the person is told', async () => {
    const session = { organisation: union, personId: who(bjarne), roles: ['administrator'], wishesToBeRemembered: false, factors: ['password'], client: desk }
    const { token } = await openSession(database.deps, session)
    expect(await take(who(bjarne), 'administrator')).toEqual(yes)
    expect(await findSession(database.deps, union.id, token)).toBeNull()
    expect(await rolesOf(bjarne)).toEqual([])
    expect((await told('role-taken')).map(({ recipient }) => recipient)).toContain('bjarne@example.org')
    expect(await audited('role.taken-away')).toMatchObject([{ actorId: who(anne), subjectId: who(bjarne), details: { role: 'administrator', by: 'staff' } }])
    expect(await take(who(bjarne), 'administrator')).toEqual(no('roles.hasNot'))
  })

  test('leaves the organisation one administrator, also when the last two take it from each other at once', async () => {
    const other = { ...database.deps, db: openDb(database.url, 5) }
    const answers = await Promise.all([take(who(bjarne), 'administrator', who(anne)), take(who(anne), 'administrator', who(bjarne), other)])
    await closeDb(other.db)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const left = (await rolesOf(anne)).length ? who(anne) : who(bjarne)
    expect(await take(left, 'administrator', left)).toEqual(no('roles.lastAdministrator'))
  })
})

test('the list shows everybody with a role once, by the page, and who has which scope', async () => {
  for (let count = 0; count < 70; count += 1)
    await inventPerson(database.deps, union, { username: `s${count}`, familyName: `Sørli ${String(count % 9)}`, roles: ['editor'], password: null })
  await ask({ groups: ['Bergen'] })
  await decide(who(bjarne))
  const seen: string[] = []
  let place = null
  do {
    const page: Awaited<ReturnType<typeof listHolders>> = await listHolders(database.deps, union.id, { role: null, place })
    seen.push(...page.holders.map(({ id, role, groups }) => `${id} ${role} ${groups}`))
    place = readPlace(page.next ?? undefined)
  } while (place)
  expect(seen).toHaveLength(73)
  expect(new Set(seen).size).toBe(73)
  expect(seen).toContain(`${who(kari)} caseworker Bergen`)
  expect((await listHolders(database.deps, union.id, { role: 'administrator', place: null })).holders).toHaveLength(2)
})

test.each(['', 'x', '[]', '{"a":1}', '["a","b","c","d"]', '[1,2,3,4]', 'null'])('a place in the list that is none (%s) begins at the first page', (text) =>
  expect(readPlace(text)).toBeNull(),
)

test('groups are read from one line', () => expect(readGroupNames(' Bergen ; Oslo, Vest|;Bergen; ')).toEqual(['Bergen', 'Oslo, Vest']))

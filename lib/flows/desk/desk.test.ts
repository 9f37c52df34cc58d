import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, password } from '@/e2e/support/invented'
import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import type { Result } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { readLock } from '@/lib/passwords/read-lock'
import { tryPassword } from '@/lib/passwords/try-password'
import { findPerson } from '@/lib/people/find-person'
import type { Person } from '@/lib/people/rules'
import { everybody } from '@/lib/permissions/rules'
import { findSession } from '@/lib/sessions/find-session'
import { openSession } from '@/lib/sessions/open-session'
import { provesStaff } from '@/lib/sessions/rules'
import type { DeskWish } from './allow-act'
import { correctContact } from './correct-contact'
import { endSessions } from './end-sessions'
import { freezeAccount } from './freeze-account'
import { forgetPress, isSecondPress } from './press-once'
import { beginStaffProof, findStaffProof, submitStaffProof } from './prove-staff'
import { removeSecondFactor } from './remove-second-factor'
import { readCursor } from './rules'
import { sendFirstPassword } from './send-first-password'
import { thawAccount } from './thaw-account'
import { unlockAccount } from './unlock-account'
import { beginVerification } from './verify-caller'
import { viewPerson } from './view-person'

const database = testDatabase()
/** A place that never uses up its share. */
const here = { name: 'failed-sign-in', key: 'desk', max: 1_000, windowSeconds: 600 }
const desk = inventClient('desk', { address: '10.20.0.9', isInside: true })
let union: Organisation
let elsewhere: Organisation
let kari: Person
let worker: Person
let turn = 0
beforeAll(async () => {
  union = await inventOrganisation(database.deps, 'handelsforbundet')
  elsewhere = await inventOrganisation(database.deps, 'kristinehov')
})
beforeEach(async () => {
  turn += 1
  database.clock.forward(24 * 60 * 60_000)
  kari = await inventPerson(database.deps, union, { username: `kari${turn}`, memberNumber: `9041${turn}`, email: `kari${turn}@example.org` })
  worker = await inventPerson(database.deps, union, { username: `ola${turn}`, roles: ['caseworker'] })
})

/** Every act at the desk, and a person on whom it can be done. */
const acts: Record<
  string,
  { audit: string; on: () => Promise<Person>; run: (deps: Deps, organisation: Organisation, wish: DeskWish) => Promise<Result<unknown, string>> }
> = {
  'end sessions': { audit: 'desk.sessions-ended', on: async () => kari, run: endSessions },
  'unlock an account': { audit: 'desk.account-unlocked', on: async () => kari, run: unlockAccount },
  'freeze an account': { audit: 'desk.account-frozen', on: async () => kari, run: freezeAccount },
  'thaw an account': { audit: 'desk.account-thawed', on: frozen, run: thawAccount },
  'send a caller a code': {
    audit: 'desk.caller-asked',
    on: async () => kari,
    run: (deps, organisation, wish) => beginVerification(deps, organisation, { ...wish, client: desk, actorId: wish.actorId ?? '' }),
  },
  'remove a second factor': { audit: 'desk.second-factor-removed', on: async () => kari, run: removeSecondFactor },
  'correct a mobile number': {
    audit: 'desk.contact-corrected',
    on: async () => kari,
    run: (deps, organisation, wish) => correctContact(deps, organisation, { ...wish, contact: 'mobile', value: '+46701740690' }),
  },
  'correct an e-mail address': {
    audit: 'desk.contact-corrected',
    on: async () => kari,
    run: (deps, organisation, wish) => correctContact(deps, organisation, { ...wish, contact: 'email', value: `ny${turn}@example.org` }),
  },
  'send a first-time password': {
    audit: 'first-password.sent',
    on: async () => kari,
    run: (deps, organisation, wish) => sendFirstPassword(deps, organisation, { ...wish, channel: 'sms' }),
  },
}
const wishOf = (person: Person, changes: Partial<DeskWish> = {}): DeskWish => ({
  actorId: worker.id,
  client: desk,
  personId: person.id,
  reason: ' Sak 412 ',
  ...changes,
})

const db = () => reveal(database.deps.db)
const groupOf = (name: string) =>
  db().group.upsert({
    where: { organisationId_name: { organisationId: union.id, name } },
    create: { organisationId: union.id, name },
    update: {},
  })
async function joins({ id: personId }: Person, name: string) {
  await db().groupMember.create({ data: { organisationId: union.id, personId, groupId: (await groupOf(name)).id } })
}
async function boundedTo(name: string) {
  const person = await inventPerson(database.deps, union, { username: `b${randomUUID()}` })
  const grant = { organisationId: union.id, personId: person.id, role: 'caseworker' }
  await db().roleGrant.create({ data: { ...grant, isBounded: true } })
  await db().roleScope.create({ data: { ...grant, groupId: (await groupOf(name)).id } })
  return person
}

async function frozen(): Promise<Person> {
  const done = await freezeAccount(database.deps, union, wishOf(kari))
  if (!done.ok) throw new Error(done.failure)
  return kari
}
const auditOf = (personId: string, act: string) =>
  reveal(database.deps.db).auditEvent.findMany({ where: { subjectId: personId, act, outcome: 'success' }, select: { actorId: true, personal: true } })

describe.each(Object.entries(acts))('to %s', (_name, { audit, on, run }) => {
  test('takes a case worker or an administrator, and is written down with who, where and why (security.md 49, 52)', async () => {
    const person = await on()
    expect(await run(database.deps, union, wishOf(person))).toMatchObject({ ok: true })
    expect(await auditOf(person.id, audit)).toEqual([{ actorId: worker.id, personal: expect.objectContaining({ reason: 'Sak 412', address: '10.20.0.9' }) }])
  })

  test.each([['member'], ['editor'], ['election-officer']])('is refused to a %s, and the try is written down', async (role) => {
    const person = await on()
    const other = await inventPerson(database.deps, union, { username: `x${randomUUID()}`, roles: [role] })
    expect(await run(database.deps, union, wishOf(person, { actorId: other.id }))).toEqual({ ok: false, failure: 'desk.notAllowed' })
    expect(await auditOf(person.id, audit)).toEqual([])
    expect(await reveal(database.deps.db).auditEvent.count({ where: { subjectId: person.id, act: 'desk.refused', actorId: other.id } })).toBe(1)
  })

  test('is refused as soon as the role is taken away', async () => {
    const person = await on()
    await reveal(database.deps.db).roleGrant.deleteMany({ where: { personId: worker.id } })
    expect(await run(database.deps, union, wishOf(person))).toEqual({ ok: false, failure: 'desk.notAllowed' })
  })

  test('is refused across organisations, both ways', async () => {
    const person = await on()
    const stranger = await inventPerson(database.deps, elsewhere, { username: `y${randomUUID()}`, roles: ['administrator'] })
    expect(await run(database.deps, union, wishOf(person, { actorId: stranger.id }))).toEqual({ ok: false, failure: 'desk.notAllowed' })
    expect(await run(database.deps, elsewhere, wishOf(person, { actorId: stranger.id }))).toEqual({ ok: false, failure: 'desk.unknownPerson' })
  })

  test('reaches the people of the case worker’s own branch alone, and a try at another is written down', async () => {
    const person = await on()
    const [bergen, oslo] = [await boundedTo('Bergen'), await boundedTo('Oslo')]
    await joins(person, 'Oslo')
    expect(await run(database.deps, union, wishOf(person, { actorId: bergen.id }))).toEqual({ ok: false, failure: 'desk.unknownPerson' })
    expect(await reveal(database.deps.db).auditEvent.count({ where: { subjectId: person.id, act: 'desk.refused', actorId: bergen.id } })).toBe(1)
    expect(await auditOf(person.id, audit)).toEqual([])
    expect(await run(database.deps, union, wishOf(person, { actorId: oslo.id }))).toMatchObject({ ok: true })
  })

  test('wants a reason and somebody who is there', async () => {
    const person = await on()
    expect(await run(database.deps, union, wishOf(person, { reason: ' \n' }))).toEqual({ ok: false, failure: 'desk.noReason' })
    expect(await run(database.deps, union, wishOf(person, { personId: randomUUID() }))).toEqual({ ok: false, failure: 'desk.unknownPerson' })
    expect(await auditOf(person.id, audit)).toEqual([])
  })
})

const signedIn = (person: Person, factors = ['password']) =>
  openSession(database.deps, { organisation: union, personId: person.id, roles: [], wishesToBeRemembered: false, factors, client: inventClient() })

test('sessions that the desk ends are dead at once (security.md 47)', async () => {
  const { token } = await signedIn(kari)
  expect(await endSessions(database.deps, union, wishOf(kari))).toEqual({ ok: true, value: 1 })
  expect(await findSession(database.deps, union.id, token)).toBeNull()
})

test('the desk opens a lock before it ends by itself (M5)', async () => {
  for (let times = 0; times < 10; times += 1) await tryPassword(database.deps, union, kari.id, 'feil', here)
  expect((await readLock(database.deps, union, kari.id)).isLocked).toBe(true)
  expect((await tryPassword(database.deps, union, kari.id, password, here))?.isRight).toBe(false)
  await unlockAccount(database.deps, union, wishOf(kari))
  expect((await tryPassword(database.deps, union, kari.id, password, here))?.isRight).toBe(true)
})

test('a frozen account has no session any more, is told to its owner everywhere, and opens again', async () => {
  const { token } = await signedIn(kari)
  await frozen()
  expect(await findSession(database.deps, union.id, token)).toBeNull()
  const told = await reveal(database.deps.db).message.findMany({ where: { personId: kari.id, purpose: 'frozen-by-desk' }, select: { channel: true } })
  expect(told.map(({ channel }) => channel).sort()).toEqual(['email', 'sms'])
  expect(await freezeAccount(database.deps, union, wishOf(kari))).toEqual({ ok: false, failure: 'desk.notActive' })
  expect(await thawAccount(database.deps, union, wishOf(kari))).toEqual({ ok: true, value: null })
  expect((await findPerson(database.deps, union.id, kari.id))?.status).toBe('active')
  expect(await thawAccount(database.deps, union, wishOf(kari))).toEqual({ ok: false, failure: 'desk.notFrozen' })
})

test('a form that is sent twice acts once, also at the same time; a refused one may be sent again', async () => {
  const once = randomUUID()
  const presses = await Promise.all([0, 1, 2].map(() => isSecondPress(database.deps, union, once)))
  expect(presses.filter((isSecond) => !isSecond)).toHaveLength(1)
  const again = randomUUID()
  expect(await isSecondPress(database.deps, union, again)).toBe(false)
  await forgetPress(database.deps, union, again)
  expect(await isSecondPress(database.deps, union, again)).toBe(false)
})

test('the history comes by the page: nothing is left out and nothing shown twice, and messages beyond the page are not opened', async () => {
  const { deps } = database
  for (let count = 0; count < 130; count += 1) {
    if (count % 3) database.clock.forward(1_000) // some in the same millisecond
    if (count % 2) await recordEvent(deps, { organisationId: union.id, act: `test.${count}`, outcome: 'success', subjectId: kari.id })
    else
      await db().message.create({
        data: {
          organisationId: union.id,
          personId: kari.id,
          channel: 'sms',
          recipient: '+46701740605',
          purpose: `test.${count}`,
          createdAt: deps.now(),
          nextAttemptAt: deps.now(),
        },
      })
  }
  const looking = { staffId: worker.id, reach: everybody }
  const shown: string[] = []
  let pages = 0
  for (let before: string | null = '99999999999999-ffffffff-ffff-ffff-ffff-ffffffffffff'; before; pages += 1) {
    const seen = await viewPerson(deps, union, desk, { ...looking, before: readCursor(before) }, kari.id)
    const page = [...(seen?.events.map(({ act }) => act) ?? []), ...(seen?.messages.map(({ template }) => template) ?? [])]
    expect(page.length).toBeLessThanOrEqual(60)
    shown.push(...page)
    before = seen?.older ?? null
  }
  expect(pages).toBe(3)
  expect(shown.sort()).toEqual(Array.from({ length: 130 }, (_, count) => `test.${count}`).sort())
})

test.each(['', 'x', '1-2', "1-' OR 1=1", `${'9'.repeat(20)}-00000000-0000-4000-8000-000000000000`])('a cursor that is none (%j) begins at the newest', (text) =>
  expect(readCursor(text)).toBeNull(),
)

test('what the desk sees holds no secret, and that it looked is written down for the person', async () => {
  await sendFirstPassword(database.deps, union, { ...wishOf(kari), channel: 'email' })
  const seen = await viewPerson(database.deps, union, desk, { staffId: worker.id, reach: everybody }, kari.id)
  expect(seen?.messages.find(({ template }) => template === 'first-password')).toMatchObject({ text: null })
  expect(JSON.stringify(seen)).not.toMatch(/argon2|(?<![-\w])[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}(?![-\w])/)
  expect(seen?.staffNames.size).toBe(1)
  expect(await auditOf(kari.id, 'desk.person-viewed')).toHaveLength(1)
  expect(await viewPerson(database.deps, elsewhere, desk, { staffId: worker.id, reach: everybody }, kari.id)).toBeNull()
})

describe('the desk opens to staff', () => {
  test.each([
    [['password'], false],
    [['sms'], false],
    [[], false],
    [['password', 'sms'], true],
    [['password', 'passkey'], true],
  ])('who proved %j: %s, wherever they sit (security.md 49)', (factors, isEnough) => expect(provesStaff(factors)).toBe(isEnough))

  test('after a code to the own number; the session then has a new id, and the old one is dead (security.md 44)', async () => {
    const { deps } = database
    const { token, id } = await signedIn(worker)
    const session = { id, personId: worker.id }
    expect(await beginStaffProof(deps, union, desk, session)).toEqual({ ok: true, value: null })
    const journey = await findStaffProof(deps, union, desk, worker.id)
    const code = await lastCode(deps)
    const wrong = code === '000000' ? '000001' : '000000'
    expect(await submitStaffProof(deps, union, desk, session, journey?.id ?? '', wrong)).toEqual({ ok: false, failure: 'code.wrong' })
    expect(await submitStaffProof(deps, union, inventClient('another browser'), session, journey?.id ?? '', code)).toMatchObject({ ok: false })
    expect(await submitStaffProof(deps, union, desk, { ...session, personId: kari.id }, journey?.id ?? '', code)).toMatchObject({ ok: false })
    const proved = await submitStaffProof(deps, union, desk, session, journey?.id ?? '', code)
    if (!proved.ok) throw new Error(proved.failure)
    expect(await findSession(deps, union.id, token)).toBeNull()
    expect((await findSession(deps, union.id, proved.value))?.factors).toEqual(['password', 'sms'])
    expect(await submitStaffProof(deps, union, desk, session, journey?.id ?? '', code)).toMatchObject({ ok: false })
  })

  test('never without a proved number', async () => {
    const staff = await inventPerson(database.deps, union, { username: `z${turn}`, roles: ['administrator'], mobileValidatedAt: null })
    const { id } = await signedIn(staff)
    expect(await beginStaffProof(database.deps, union, desk, { id, personId: staff.id })).toEqual({ ok: false, failure: 'desk.proof.noMobile' })
  })
})

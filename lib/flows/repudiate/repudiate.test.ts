import { beforeEach, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, password, type Sent, sentMessages, tellWaiting } from '@/e2e/support/invented'
import { closeDb, openDb } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import { objectionOf, type TemplateName, templates } from '@/lib/delivery/templates'
import type { Organisation } from '@/lib/organisations/schema'
import { issueFirstPassword } from '@/lib/passwords/issue-first-password'
import { checkFirstPassword } from '@/lib/passwords/use-first-password'
import { findPerson } from '@/lib/people/find-person'
import type { Person } from '@/lib/people/rules'
import { findSession } from '@/lib/sessions/find-session'
import { openSession } from '@/lib/sessions/open-session'
import { gatherOwnData } from '../change-details/gather-own-data'
import { beginRecovery } from '../recover/begin-recovery'
import { findRecovery } from '../recover/journey'
import { sendRecovery } from '../recover/send-recovery'
import { submitCode } from '../sign-in/submit-code'
import { submitPassword } from '../sign-in/submit-password'
import { tellPerson } from '../tell-person'
import { beginWayBack, findWayBack } from './begin-way-back'
import { findFrozen, findObjectionOfLink, freezeAccount } from './freeze-account'

const database = testDatabase()
const days = (count: number) => count * 24 * 60 * 60_000
const help = { phone: '+46846500400', email: 'support@kommun.example.org', name: { sv: 'Servicedesk' } }
let turn = 0
let kommun: Organisation
let kerstin: Person
beforeEach(async () => {
  turn++
  kommun = await inventOrganisation(database.deps, 'motafors', { help }, `kommun-${turn}`)
  kerstin = await inventPerson(database.deps, kommun, { username: 'kerstin', email: 'kerstin@example.org' })
  database.clock.forward(days(1))
})

const secretIn = ({ text }: Pick<Sent, 'text'>) => text.match(/\/go\/([\w-]{22})(?![\w-])/)?.[1] ?? null
const outbox = async () => new Set((await sentMessages(database.deps)).map(({ id }) => id))
const sentSince = async (before: Set<string>) => (await sentMessages(database.deps)).filter(({ id }) => !before.has(id))

/** Tells the person that the password was changed; the links by whom they went to. */
async function told(person = kerstin, organisation = kommun) {
  const before = await outbox()
  await tellPerson(database.deps, organisation, person, 'password-changed', {}, { everywhere: true })
  return Object.fromEntries((await sentSince(before)).map((sent) => [sent.recipient, secretIn(sent)]))
}
const press = (secret: string | null | undefined, organisation = kommun, client = inventClient('pressing')) =>
  freezeAccount(database.deps, organisation, client, secret ?? 'none')
const statusOf = async (person = kerstin) => (await findPerson(database.deps, person.organisationId, person.id))?.status
const casesOf = (organisation = kommun) => reveal(database.deps.db).case.findMany({ where: { organisationId: organisation.id }, orderBy: { number: 'asc' } })
const signIn = (client = inventClient('home', { isInside: true }), name = 'kerstin') =>
  submitPassword(database.deps, kommun, client, { identifier: name, password, wishesToBeRemembered: false, returnTo: null }, null)

describe('the link "this was not me"', () => {
  it('freezes the account once, opens one case, and says so again when it is pressed again, by its twin too', async () => {
    const links = await told()
    expect(Object.keys(links).sort()).toEqual(['+46701740605', 'kerstin@example.org'])
    const client = inventClient('pressing')
    expect(await press(links['kerstin@example.org'], kommun, client)).toEqual({ ok: true, value: null })
    expect(await statusOf()).toBe('frozen')
    expect(await findFrozen(database.deps, kommun, client)).toEqual({ caseNumber: 1 })
    const before = await outbox()
    for (const secret of Object.values(links)) expect(await press(secret, kommun, inventClient('other'))).toEqual({ ok: true, value: null })
    expect(await findFrozen(database.deps, kommun, inventClient('other'))).toEqual({ caseNumber: 1 })
    expect(await casesOf()).toMatchObject([{ number: 1, personId: kerstin.id, kind: 'not-me', state: 'open', told: 'password-changed', channel: 'email' }])
    expect(await sentSince(before)).toEqual([])
  })

  it('makes one case of both links pressed at once over two servers', async () => {
    const links = Object.values(await told())
    const other = { ...database.deps, db: openDb(database.url, 10) }
    const answers = await Promise.all(
      [...links, ...links].map((secret, at) => freezeAccount(at % 2 ? other : database.deps, kommun, inventClient(`tab ${at}`), secret ?? '')),
    )
    await closeDb(other.db)
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(await casesOf()).toHaveLength(1)
    expect((await sentMessages(database.deps)).filter(({ purpose, text }) => purpose === 'case-opened' && text.includes('kerstin'))).not.toHaveLength(0)
    expect(await reveal(database.deps.db).auditEvent.count({ where: { organisationId: kommun.id, act: 'account.frozen' } })).toBe(1)
  })

  it('is mailed to the desk and confirmed to the owner on every channel, with the case’s number', async () => {
    const links = await told()
    const before = await outbox()
    await press(links['+46701740605'])
    const sent = await sentSince(before)
    expect(sent.map(({ recipient, purpose }) => `${purpose} ${recipient}`).sort()).toEqual([
      'case-opened support@kommun.example.org',
      'frozen +46701740605',
      'frozen kerstin@example.org',
    ])
    for (const { text } of sent) expect(text).toMatch(/nummer 1\.|Ärende 1\./)
    const toDesk = sent.find(({ purpose }) => purpose === 'case-opened')?.text
    expect(toDesk).toContain('Gunhild Bergqvist (kerstin)')
    expect(toDesk).toContain('Lösenordet ändrades')
    expect(toDesk).toContain('sms')
  })

  it('reaches the desk however many press in ten minutes', async () => {
    for (let at = 0; at < 14; at++) {
      const person = await inventPerson(database.deps, kommun, { username: `n${at}`, email: `n${at}@example.org`, mobile: null })
      await press((await told(person))[`n${at}@example.org`])
    }
    const toDesk = (await sentMessages(database.deps)).filter(({ purpose, text }) => purpose === 'case-opened' && /\(n\d+\)/.test(text))
    expect(toDesk).toHaveLength(14)
    expect((await casesOf()).map(({ number }) => number)).toEqual(Array.from({ length: 14 }, (_, at) => at + 1))
  })

  it('changes nothing by being looked at', async () => {
    const secret = (await told())['kerstin@example.org'] ?? ''
    for (let looks = 0; looks < 3; looks++)
      expect(await findObjectionOfLink(database.deps, kommun, secret)).toMatchObject({ state: 'live', told: 'password-changed' })
    expect(await statusOf()).toBe('active')
    expect(await casesOf()).toEqual([])
  })

  it('works for seven days, and is told to be old then', async () => {
    const links = await told()
    database.clock.forward(days(7) - 1)
    expect(await findObjectionOfLink(database.deps, kommun, links['kerstin@example.org'] ?? '')).toMatchObject({ state: 'live' })
    database.clock.forward(1)
    expect(await press(links['kerstin@example.org'])).toEqual({ ok: false, failure: 'notMe.old.title' })
    expect(await statusOf()).toBe('active')
  })

  it('is nothing in another organisation, nor is a wrong one, nor one that is nearly right', async () => {
    const other = await inventOrganisation(database.deps, 'kristinehov', { help }, `other-${turn}`)
    const secret = (await told())['kerstin@example.org'] ?? ''
    const near = `${secret.slice(0, -2)}${secret.endsWith('AA') ? 'QQ' : 'AA'}`
    for (const [where, what] of [
      [other, secret],
      [kommun, near],
      [kommun, ''],
      [kommun, `b${secret}`],
      [kommun, kerstin.id],
    ] as const)
      expect(await press(what, where)).toEqual({ ok: false, failure: 'go.ended.text' })
    expect(await statusOf()).toBe('active')
  })

  it('lies nowhere but in its message: neither the database nor the download of one’s own data has it', async () => {
    const secrets = Object.values(await told()).map((secret) => secret ?? 'none')
    const rows = await reveal(database.deps.db)
      .$queryRaw`SELECT o::text AS row FROM objections o UNION ALL SELECT m::text FROM messages m UNION ALL SELECT a::text FROM audit_events a`
    const own = JSON.stringify(await gatherOwnData(database.deps, kommun, kerstin.id))
    expect(own).toContain('/go/…')
    for (const secret of secrets) {
      expect(secret).toHaveLength(22)
      expect(JSON.stringify(rows)).not.toContain(secret)
      expect(own).not.toContain(secret)
    }
  })
})

describe('a contact that was put in lately', () => {
  const changed = (fields: object) => reveal(database.deps.db).person.updateMany({ where: { id: kerstin.id }, data: fields })
  const now = async () => (await findPerson(database.deps, kommun.id, kerstin.id)) as Person

  it('is told and gets no link, so that a thief’s new address can neither freeze the account nor hear of the case', async () => {
    const owners = (await told())['kerstin@example.org']
    await changed({ email: 'thief@example.net', emailValidatedAt: database.clock.at, selfChanged: ['email'] })
    const links = await told(await now())
    expect(links['thief@example.net']).toBeNull()
    expect(links['+46701740605']).toHaveLength(22)
    const before = await outbox()
    expect(await press(owners)).toEqual({ ok: true, value: null })
    expect(
      (await sentSince(before))
        .filter(({ purpose }) => purpose === 'frozen')
        .map(({ recipient }) => recipient)
        .sort(),
    ).toEqual(['+46701740605', 'kerstin@example.org'])
  })

  it('becomes the person’s own after the days that a link lives', async () => {
    await changed({ email: 'ny@example.org', emailValidatedAt: database.clock.at, selfChanged: ['email'] })
    database.clock.forward(days(7))
    expect((await told(await now()))['ny@example.org']).toHaveLength(22)
  })

  it('is passed over where one contact is enough', async () => {
    await changed({ email: 'thief@example.net', emailValidatedAt: database.clock.at, selfChanged: ['email'] })
    const before = await outbox()
    await tellPerson(database.deps, kommun, await now(), 'new-device', { device: 'Firefox' })
    expect((await sentSince(before)).map(({ recipient }) => recipient)).toEqual(['+46701740605'])
  })
})

describe('a frozen account', () => {
  it('is refused at sign-in as everybody is, with the right password too, and ends what stood open', async () => {
    const { deps } = database
    const session = await openSession(deps, {
      organisation: kommun,
      personId: kerstin.id,
      roles: [],
      wishesToBeRemembered: true,
      factors: [],
      client: inventClient(),
    })
    const secretForDesk = await issueFirstPassword(deps, { organisationId: kommun.id, personId: kerstin.id, channel: 'sms', lifeHours: 24 })
    const away = inventClient('away')
    expect(await signIn(away)).toMatchObject({ ok: true, value: { step: 'code' } })
    const code = await lastCode(deps)
    const waiting = await reveal(deps.db).journey.findFirstOrThrow({ where: { organisationId: kommun.id, kind: 'sign-in', personId: kerstin.id } })
    const recovering = inventClient('recovering')
    const begun = await beginRecovery(deps, kommun, recovering, 'kerstin')
    await sendRecovery(deps, { organisationId: kommun.id, journeyId: begun.ok ? begun.value.journeyId : '' })
    expect(await findSession(deps, kommun.id, session.token)).not.toBeNull()

    await press((await told())['+46701740605'])
    expect(await findSession(deps, kommun.id, session.token)).toBeNull()
    expect(await submitCode(deps, kommun, away, waiting.id, code)).toEqual({ ok: false, failure: 'signIn.ended' })
    expect(await findRecovery(deps, kommun, recovering)).toBeNull()
    expect(await reveal(deps.db).oneTimeCode.count({ where: { organisationId: kommun.id, personId: kerstin.id, usedAt: null } })).toBe(0)
    expect(await checkFirstPassword(deps, kommun.id, kerstin.id, secretForDesk.secret)).toBeNull()
    const refused = { ok: false, failure: 'signIn.wrong' }
    expect(await signIn()).toEqual(refused)
    expect(await signIn(inventClient('x', { isInside: true }), 'nobody')).toEqual(refused)
  })

  it('stays shut to a recovery that is asked for afterwards: no code goes out', async () => {
    await press((await told())['+46701740605'])
    const before = await outbox()
    const begun = await beginRecovery(database.deps, kommun, inventClient('after'), 'kerstin')
    await sendRecovery(database.deps, { organisationId: kommun.id, journeyId: begun.ok ? begun.value.journeyId : '' })
    expect(await sentSince(before)).toEqual([])
  })
})

describe('a lock', () => {
  const lock = async (name = 'kerstin') => {
    for (let times = 0; times < 6; times++)
      await submitPassword(database.deps, kommun, inventClient(), { identifier: name, password: 'fel', wishesToBeRemembered: false, returnTo: null }, null)
    const before = await outbox()
    await tellWaiting(database.deps)
    return sentSince(before)
  }

  it('is told by SMS once, with its end, the way back in and the link to object; the fourth of a day is not', async () => {
    const [first, ...more] = await lock()
    expect(more).toEqual([])
    expect(first).toMatchObject({ purpose: 'locked', recipient: '+46701740605' })
    expect(first?.text).toMatch(/låst till \d\d:\d\d.*Inte du\? Spärra kontot: http\S+\/go\/[\w-]{22} .*Lås upp eller byt lösenord: http\S+\/go\/b[\w-]{22}$/s)
    for (const expected of [1, 1, 0]) {
      database.clock.forward(31 * 60_000)
      expect(await lock()).toHaveLength(expected)
    }
  })

  it('leaves the worker as much to do for a stranger’s name as for a person’s', async () => {
    const jobs = () => reveal(database.deps.db).$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM graphile_worker._private_jobs`
    const before = (await jobs())[0]?.count ?? 0
    for (let times = 0; times < 6; times++)
      await submitPassword(database.deps, kommun, inventClient(), { identifier: 'ingen', password: 'fel', wishesToBeRemembered: false, returnTo: null }, null)
    expect((await jobs())[0]?.count).toBe(before + 1)
    const sent = await outbox()
    await tellWaiting(database.deps)
    expect(await sentSince(sent)).toEqual([])
  })

  it('is told though somebody has asked for codes until no more were sent', async () => {
    kommun = await inventOrganisation(
      database.deps,
      'motafors',
      { help, limits: { messagesPerPersonPerDay: 2, messagesPerRecipientPer10Minutes: 2 } },
      `kommun-${turn}`,
    )
    for (let times = 0; times < 3; times++) {
      const begun = await beginRecovery(database.deps, kommun, inventClient(`asks ${times}`), 'kerstin')
      await sendRecovery(database.deps, { organisationId: kommun.id, journeyId: begun.ok ? begun.value.journeyId : '' })
    }
    expect((await sentMessages(database.deps)).filter(({ purpose }) => purpose === 'recovery-code').length).toBeGreaterThan(0)
    expect(await lock()).toMatchObject([{ purpose: 'locked' }])
  })

  it('leads to a recovery as if the name had been typed: a code by the registered way, nothing proved', async () => {
    const { deps } = database
    const [{ text } = { text: '' }] = await lock()
    const token = text.match(/\/go\/(b[\w-]{22})/)?.[1] ?? ''
    expect(await findWayBack(deps, kommun, token)).toBe('kerstin')
    const client = inventClient('back')
    const begun = await beginWayBack(deps, kommun, client, token)
    expect(begun).toMatchObject({ ok: true })
    expect((await findRecovery(deps, kommun, client))?.state).toBe('awaiting-code')
    const before = await outbox()
    await sendRecovery(deps, { organisationId: kommun.id, journeyId: begun.ok ? begun.value.journeyId : '' })
    expect(await sentSince(before)).toMatchObject([{ purpose: 'recovery-code', recipient: '+46701740605' }])
    await press(token.slice(1))
    expect(await findWayBack(deps, kommun, token)).toBeNull()
    expect(await beginWayBack(deps, kommun, client, token)).toEqual({ ok: false, failure: 'go.ended.text' })
  })

  it('offers no way back where the organisation has none, and no unlocking where it offers none', async () => {
    kommun = await inventOrganisation(database.deps, 'kristinehov', { help, recovery: { isOpen: false } }, `kommun-${turn}`)
    const before = await outbox()
    for (let times = 0; times < 10; times++)
      await submitPassword(database.deps, kommun, inventClient(), { identifier: 'kerstin', password: 'fel', wishesToBeRemembered: false, returnTo: null }, null)
    await tellWaiting(database.deps)
    const [{ text } = { text: '' }] = await sentSince(before)
    expect(text).toContain('låst till')
    expect(text).not.toMatch(/\/go\/b|Lås upp|Byt lösenord/)
  })
})

it('every message that tells of a change says what happened on its page, and no other has such a link', () => {
  const names = Object.keys(templates) as TemplateName[]
  expect(names.filter((name) => objectionOf(name)).sort()).toEqual([
    'account-unlocked',
    'closed',
    'email-changed',
    'factor-added',
    'factor-removed',
    'first-password-sent',
    'locked',
    'mobile-changed',
    'new-device',
    'passkey-copied',
    'password-changed',
    'recovery-code-used',
    'registered',
    'second-factor-missed',
    'second-factor-removed',
    'sessions-ended',
    'success-after-failures',
  ])
})

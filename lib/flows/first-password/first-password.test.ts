import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkPassword } from '@/e2e/support/check-password'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, password, sentMessages } from '@/e2e/support/invented'
import { firstPasswordIn } from '@/e2e/support/read-pdf'
import { reveal } from '@/lib/core/prisma'
import { type Organisation, organisationSettings } from '@/lib/organisations/schema'
import { chanceLength, checkSign, inGroups, readFirstPassword, signs } from '@/lib/passwords/first-password-rules'
import { issueFirstPassword } from '@/lib/passwords/issue-first-password'
import { findPerson, findPersonWhoSignsIn } from '@/lib/people/find-person'
import { freezeAccount } from '../repudiate/freeze-account'
import { submitPassword } from '../sign-in/submit-password'
import { beginOrder } from './begin-order'
import { sendOrderedPassword } from './send-ordered-password'
import { chooseSignIn, findChoosing, submitFirstPassword } from './use-first-password'

const database = testDatabase()
const newPassword = 'tallkotte och zebra 99'
let union: Organisation
beforeAll(async () => {
  union = await inventOrganisation(database.deps, 'handelsforbundet')
})

const member = (memberNumber: string, changes = {}) =>
  inventPerson(database.deps, union, {
    username: null,
    memberNumber,
    mobile: `+4670174${memberNumber.slice(-4)}`,
    email: `m${memberNumber}@example.org`,
    givenName: 'Kari',
    familyName: 'Nordmann',
    ...changes,
  })
const opens = async (personId: string, typed: string) => (await checkPassword(database.deps, { organisationId: union.id, personId, typed })).isRight

async function order(memberNumber: string, channel: 'sms' | 'email', contact: string) {
  database.clock.forward(1)
  const before = (await sentMessages(database.deps)).length
  expect(await beginOrder(database.deps, union, inventClient(memberNumber), { memberNumber, channel, contact })).toEqual({ ok: true, value: null })
  const journey = await reveal(database.deps.db).journey.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
  await sendOrderedPassword(database.deps, { organisationId: union.id, journeyId: journey.id })
  return (await sentMessages(database.deps)).slice(before).filter(({ purpose }) => purpose === 'first-password')
}
const secretOf = firstPasswordIn

describe('a first-time password', () => {
  test('goes only to exactly the registered number or address, however the number is written (F1)', async () => {
    await member('90410605')
    for (const contact of ['+46701740605', '+46 70-174 06 05', '0046701740605', '070-174 06 05'])
      expect(await order('90410605', 'sms', contact)).toMatchObject([{ recipient: '+46701740605' }])
    expect(await order('90410605', 'email', 'M90410605@Example.org')).toMatchObject([{ recipient: 'm90410605@example.org' }])
    for (const contact of ['+46701740606', '', 'm90410605@example.org']) expect(await order('90410605', 'sms', contact)).toEqual([])
    expect(await order('90410605', 'email', '+46701740605')).toEqual([])
    expect(await order('90410000', 'sms', '+46701740605')).toEqual([])
    expect(await order('m90410605@example.org', 'sms', '+46701740605')).toEqual([])
  })

  test('erases the old password when it is ordered rightly, and not when wrongly (F6)', async () => {
    const person = await member('90410606')
    await order('90410606', 'sms', '+46701740699')
    expect(await opens(person.id, password)).toBe(true)
    await order('90410606', 'sms', '+46701740606')
    expect(await opens(person.id, password)).toBe(false)
  })

  test('stands on a line of its own, with no earlier word for it and nothing after it in an SMS', async () => {
    await member('90410607')
    const [message] = await order('90410607', 'sms', '+46701740607')
    const lines = message?.text.trim().split('\n') ?? []
    expect(lines.at(-1)).toMatch(/^Førstegangspassord: [A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/)
    expect(
      lines
        .slice(0, -1)
        .join(' ')
        .replace(/http\S+/g, ''),
    ).not.toMatch(/passord|kode|pin/i)
    expect(message?.text).toMatch(/http:\/\/localhost:3000\/handelsforbundet\/first-password/)
  })

  test('carries a link for whoever did not ask for it, and the other contact hears of it with a link of its own (security.md 37)', async () => {
    const person = await member('90410640')
    for (const [channel, contact, other] of [
      ['sms', '+46701740640', 'm90410640@example.org'],
      ['email', 'm90410640@example.org', '+46701740640'],
    ] as const) {
      const [message] = await order('90410640', channel, contact)
      const notice = (await sentMessages(database.deps)).filter(({ purpose, recipient }) => purpose === 'first-password-sent' && recipient === other).at(-1)
      for (const text of [message?.text, notice?.text]) expect(text).toMatch(/\/handelsforbundet\/go\/[\w-]{22}\b/)
      expect(message?.text.match(/http\S+/)?.[0], 'the first address is the one to act on').toMatch(/first-password$/)
      expect(secretOf(notice?.text)).toBe(secretOf(''))
    }
    const [{ text } = { text: '' }] = await order('90410640', 'sms', '+46701740640')
    await freezeAccount(database.deps, union, inventClient('not me'), text.match(/\/go\/([\w-]{22})/)?.[1] ?? '')
    expect(await submitFirstPassword(database.deps, union, inventClient('thief'), '90410640', secretOf(text))).toEqual({ ok: false, failure: 'first.wrong' })
    expect((await findPerson(database.deps, union.id, person.id))?.status).toBe('frozen')
  })

  test('opens the choice of an own user name and password, once, and is worth nothing else (F2, F3, security.md 40)', async () => {
    const { deps } = database
    const person = await member('90410608')
    const [message] = await order('90410608', 'sms', '+46701740608')
    const secret = secretOf(message?.text)
    const signsIn = async (typed: string) => {
      const asked = { identifier: '90410608', password: typed, wishesToBeRemembered: false, returnTo: null }
      return (await submitPassword(deps, union, inventClient('signing in', { isInside: true }), asked, null)).ok
    }
    for (const typed of [secret, secret.replaceAll('-', ''), secret.toLowerCase()]) expect(await signsIn(typed)).toBe(false)
    const client = inventClient('choosing')
    expect(await submitFirstPassword(deps, union, client, '90410608', ` ${secret.toLowerCase().replaceAll('-', ' ')} `)).toEqual({
      ok: true,
      value: 'choosing',
    })
    const journeyId = (await findChoosing(deps, union, client))?.journey.id ?? ''
    expect(await chooseSignIn(deps, union, inventClient('thief'), { journeyId, username: 'thief', newPassword })).toEqual({
      ok: false,
      failure: 'recover.ended',
    })
    expect(await chooseSignIn(deps, union, client, { journeyId, username: 'kari', newPassword: 'kort' })).toMatchObject({
      ok: false,
      failure: [{ rule: 'minLength' }],
    })
    const answers = await Promise.all([1, 2].map(() => chooseSignIn(deps, union, client, { journeyId, username: 'kari', newPassword })))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await findPersonWhoSignsIn(deps, union, 'Kari'))?.person.id).toBe(person.id)
    expect([await signsIn(newPassword), await signsIn(secret)]).toEqual([true, false])
    expect(await submitFirstPassword(deps, union, client, '90410608', secret)).toEqual({ ok: false, failure: 'first.wrong' })
  })

  test('is replaced by a later one, expires after a day, and answers wrong ones and strangers alike', async () => {
    const { deps, clock } = database
    await member('90410609')
    const first = secretOf((await order('90410609', 'sms', '+46701740609'))[0]?.text)
    const second = secretOf((await order('90410609', 'sms', '+46701740609'))[0]?.text)
    const wrong = { ok: false, failure: 'first.wrong' }
    expect(await submitFirstPassword(deps, union, inventClient('x'), '90410609', first)).toEqual(wrong)
    expect(await submitFirstPassword(deps, union, inventClient('x'), '90410000', second)).toEqual(wrong)
    expect(await submitFirstPassword(deps, union, inventClient('x'), '90410609', 'AAAA-AAAA-AAAA')).toEqual(wrong)
    clock.forward(24 * 60 * 60_000 - 2)
    expect(await submitFirstPassword(deps, union, inventClient('x'), '90410609', second)).toEqual({ ok: true, value: 'choosing' })
    clock.forward(3)
    expect(await submitFirstPassword(deps, union, inventClient('y'), '90410609', second)).toEqual(wrong)
  })

  test('cannot take a user name that somebody else has', async () => {
    const { deps } = database
    await member('90410610', { username: 'taken' })
    await member('90410611')
    const secret = secretOf((await order('90410611', 'sms', '+46701740611'))[0]?.text)
    const client = inventClient('taking')
    await submitFirstPassword(deps, union, client, '90410611', secret)
    const journeyId = (await findChoosing(deps, union, client))?.journey.id ?? ''
    for (const username of ['TAKEN', '90410610', 'm90410610@example.org'])
      expect(await chooseSignIn(deps, union, client, { journeyId, username, newPassword })).toEqual({ ok: false, failure: 'first.username.taken' })
    expect(await chooseSignIn(deps, union, client, { journeyId, username: 'm90410611@example.org', newPassword })).toEqual({ ok: true, value: null })
  })

  test('that cannot be sent takes nothing away: neither the earlier one nor the old password', async () => {
    const { deps } = database
    const person = await member('90410613')
    const messages = []
    for (let nth = 0; nth < 11; nth++) messages.push(...(await order('90410613', 'sms', '+46701740613')))
    expect(messages).toHaveLength(10) // the cap of ten minutes
    expect(await submitFirstPassword(deps, union, inventClient('capped'), '90410613', secretOf(messages.at(-1)?.text))).toEqual({ ok: true, value: 'choosing' })
    expect(await reveal(deps.db).firstPassword.count({ where: { personId: person.id } })).toBe(10)
  })

  test('of two that are ordered at once is one: the other is worthless, and stays so when the one is used', async () => {
    const { deps } = database
    const person = await member('90410614')
    const begin = async (nth: number) => {
      await beginOrder(deps, union, inventClient(`tab ${nth}`), { memberNumber: '90410614', channel: 'sms', contact: '+46701740614' })
    }
    await Promise.all([1, 2, 3, 4].map(begin))
    const orders = await reveal(deps.db).journey.findMany({ where: { kind: 'order-first-password', state: 'ordered' } })
    expect(orders).toHaveLength(4)
    await Promise.all(orders.map(({ id }) => sendOrderedPassword(deps, { organisationId: union.id, journeyId: id })))
    const secrets = (await sentMessages(deps)).filter(({ recipient }) => recipient === '+46701740614').map(({ text }) => secretOf(text))
    expect(secrets).toHaveLength(4)
    const opening = await Promise.all(secrets.map(async (secret) => (await submitFirstPassword(deps, union, inventClient(secret), '90410614', secret)).ok))
    expect(opening.filter(Boolean)).toHaveLength(1)
    const client = inventClient(secrets[opening.indexOf(true)])
    const journeyId = (await findChoosing(deps, union, client))?.journey.id ?? ''
    expect(await chooseSignIn(deps, union, client, { journeyId, username: 'forste', newPassword })).toEqual({ ok: true, value: null })
    for (const secret of secrets) expect((await submitFirstPassword(deps, union, inventClient(`late ${secret}`), '90410614', secret)).ok).toBe(false)
    expect(await opens(person.id, newPassword)).toBe(true)
  })

  test('is used once, also when two browsers have opened the page with it', async () => {
    const { deps } = database
    const person = await member('90410615')
    const secret = secretOf((await order('90410615', 'sms', '+46701740615'))[0]?.text)
    const browsers = [inventClient('telephone'), inventClient('computer')]
    const choices = await Promise.all(
      browsers.map(async (client, index) => {
        expect((await submitFirstPassword(deps, union, client, '90410615', secret)).ok).toBe(true)
        const journeyId = (await findChoosing(deps, union, client))?.journey.id ?? ''
        return { journeyId, username: `kari${index}`, newPassword: `${newPassword} ${index}` }
      }),
    )
    const answers = await Promise.all(choices.map((choice, index) => chooseSignIn(deps, union, browsers[index] ?? inventClient(), choice)))
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true])
    const won = answers.findIndex(({ ok }) => ok)
    expect(answers[1 - won]).toEqual({ ok: false, failure: 'recover.ended' })
    expect(await opens(person.id, `${newPassword} ${won}`)).toBe(true)
    expect(await opens(person.id, `${newPassword} ${1 - won}`)).toBe(false)
    expect(await findPersonWhoSignsIn(deps, union, `kari${1 - won}`)).toBeNull()
  })

  test('that is ordered while the earlier one is used leaves one of the two stories, whole', async () => {
    const { deps } = database
    for (let nth = 0; nth < 6; nth++) {
      const number = `9041062${nth}`
      const person = await member(number)
      const first = secretOf((await order(number, 'sms', `+4670174062${nth}`))[0]?.text)
      const client = inventClient(number)
      await submitFirstPassword(deps, union, client, number, first)
      const journeyId = (await findChoosing(deps, union, client))?.journey.id ?? ''
      database.clock.forward(1)
      await beginOrder(deps, union, inventClient('other tab'), { memberNumber: number, channel: 'sms', contact: `+4670174062${nth}` })
      const ordered = await reveal(deps.db).journey.findFirstOrThrow({ where: { kind: 'order-first-password', state: 'ordered' } })
      const pause = new Promise((go) => setTimeout(go, nth * 15)) // the hashing takes about 25 ms
      const [used] = await Promise.all([
        chooseSignIn(deps, union, client, { journeyId, username: number.replace('9', 'x'), newPassword }),
        pause.then(() => sendOrderedPassword(deps, { organisationId: union.id, journeyId: ordered.id })),
      ])
      const living = await reveal(deps.db).firstPassword.count({ where: { personId: person.id, endedAt: null } })
      // Whichever came first: the order's secret lives, and no password opens, because ordering erases it.
      expect([nth, used.ok || used.failure === 'recover.ended', living, await opens(person.id, newPassword)]).toEqual([nth, true, 1, false])
      const second = secretOf(
        (await sentMessages(deps)).filter(({ recipient, purpose }) => recipient === `+4670174062${nth}` && purpose === 'first-password').at(-1)?.text,
      )
      expect((await submitFirstPassword(deps, union, inventClient('second'), number, second)).ok).toBe(true)
    }
  })

  test('lies nowhere in the database in the clear', async () => {
    await member('90410612')
    const secret = secretOf((await order('90410612', 'sms', '+46701740612'))[0]?.text)
    const rows = await reveal(database.deps.db)
      .$queryRaw`SELECT f::text AS f FROM first_passwords f UNION ALL SELECT m::text FROM messages m UNION ALL SELECT a::text FROM audit_events a`
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect(JSON.stringify(rows)).not.toContain(secret.replaceAll('-', ''))
  })
})

const chance = fc.array(fc.constantFrom(...signs), { minLength: 11, maxLength: 11 }).map((found) => found.join(''))

test('no setting keeps one longer than a day by SMS or e-mail, or 21 days by letter (security.md 3)', () => {
  const failing = (change: object) =>
    organisationSettings
      .safeParse({ ...union.settings, firstPassword: { ...union.settings.firstPassword, ...change } })
      .error?.issues.map(({ path }) => path.join('.'))
  expect(failing({ lifeHours: 24, letterLifeDays: 21 })).toBeUndefined()
  expect(failing({ lifeHours: 25 })).toEqual(['firstPassword.lifeHours'])
  expect(failing({ letterLifeDays: 22 })).toEqual(['firstPassword.letterLifeDays'])
})

test('each of the eleven signs is chance: no two are alike, and every sign comes about as often (security.md 40)', async () => {
  const { id: personId } = await member('90410699')
  const issue = () => issueFirstPassword(database.deps, { organisationId: union.id, personId, channel: 'letter', lifeHours: 1 })
  const issued: string[] = []
  for (let nth = 0; nth < 200; nth++) issued.push((await issue()).secret.replaceAll('-', ''))
  expect(new Set(issued).size).toBe(200)
  for (let place = 0; place < chanceLength; place++) expect(new Set(issued.map((secret) => secret[place])).size).toBeGreaterThan(24)
  const all = issued.flatMap((secret) => [...secret.slice(0, chanceLength)])
  // 2,200 signs of 32: each about 69 times, and within six deviations of that.
  for (const sign of signs) expect(Math.abs(all.filter((one) => one === sign).length - 69)).toBeLessThan(50)
})

test('one wrong sign is noticed before anybody is asked', () => {
  fc.assert(
    fc.property(chance, fc.nat(11), fc.constantFrom(...signs), (found, at, sign) => {
      const secret = found + checkSign(found)
      expect(readFirstPassword(inGroups(secret).toLowerCase())).toBe(secret)
      const wrong = secret.slice(0, at) + sign + secret.slice(at + 1)
      expect(readFirstPassword(wrong)).toBe(wrong === secret ? secret : null)
    }),
  )
})

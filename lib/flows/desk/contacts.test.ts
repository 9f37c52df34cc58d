import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, otherThan, password, sentMessages } from '@/e2e/support/invented'
import { reveal } from '@/lib/core/prisma'
import { presets } from '@/lib/organisations/presets/all'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import type { Person } from '@/lib/people/rules'
import { findSession } from '@/lib/sessions/find-session'
import { openSession } from '@/lib/sessions/open-session'
import { languages } from '@/lib/words/language'
import { speak } from '@/lib/words/speak'
import { confirmEmailLink, findEmailOfLink } from '../change-details/submit-email-code'
import { freezeAccount } from '../repudiate/freeze-account'
import { submitPassword } from '../sign-in/submit-password'
import { correctContact } from './correct-contact'
import { removeSecondFactor } from './remove-second-factor'
import { sendFirstPassword } from './send-first-password'
import { beginVerification, findOwnCall, findVerification, findVerifiedAt, resendVerification, submitVerification } from './verify-caller'

const database = testDatabase()
const desk = inventClient('desk', { address: '10.20.0.9', isInside: true })
let union: Organisation
let kari: Person
let ola: Person
let turn = 0
beforeAll(async () => {
  union = await inventOrganisation(database.deps, 'handelsforbundet')
})
beforeEach(async () => {
  turn += 1
  database.clock.forward(24 * 60 * 60_000)
  kari = await inventPerson(database.deps, union, { username: `kari${turn}`, email: `kari${turn}@example.org`, language: 'nb' })
  ola = await inventPerson(database.deps, union, { username: `ola${turn}`, roles: ['caseworker'], mobile: null })
})

const wish = (changes: object = {}) => ({ actorId: ola.id, client: desk, personId: kari.id, reason: 'Sak 412', ...changes })
const staff = (changes: object = {}) => ({ staffId: ola.id, client: desk, ...changes })
const correct = (contact: 'email' | 'mobile', value: string, changes: object = {}) => correctContact(database.deps, union, { ...wish(changes), contact, value })
const now = async () => (await findPerson(database.deps, union.id, kari.id)) as Person
const last = async (template: string) => (await sentMessages(database.deps)).filter(({ purpose }) => purpose === template).at(-1)
const audited = (act: string) => reveal(database.deps.db).auditEvent.findMany({ where: { subjectId: kari.id, act }, orderBy: { id: 'asc' } })

async function call() {
  const begun = await beginVerification(database.deps, union, wish())
  if (!begun.ok) throw new Error(begun.failure)
  const check = await findVerification(database.deps, union, staff(), kari.id)
  if (!check) throw new Error('no call')
  return check
}
const read = (journeyId: string, typed: string, changes: object = {}) => submitVerification(database.deps, union, staff(changes), kari.id, { journeyId, typed })

describe('a caller', () => {
  test('is verified by a code to the registered number; both sides see the same two words and the same case (security.md, idea 2)', async () => {
    const { id, data } = await call()
    const sms = await last('caller-code')
    expect(sms).toMatchObject({ recipient: kari.mobile, text: expect.stringContaining(`Siden deres viser ordene: ${data.words}.`) })
    expect(sms?.text).toContain('KOMMER til å be deg lese den opp')
    expect(await findOwnCall(database.deps, union.id, kari.id)).toMatchObject({ words: data.words, caseNumber: data.caseNumber })
    expect(await findVerifiedAt(database.deps, union.id, kari.id)).toBeNull()
    const code = await lastCode(database.deps)
    expect(await read(id, otherThan(code))).toEqual({ ok: false, failure: 'code.wrong' })
    expect(await read(id, code)).toEqual({ ok: true, value: 'caller' })
    expect(await findVerifiedAt(database.deps, union.id, kari.id)).toEqual(database.clock.at)
    expect(await findOwnCall(database.deps, union.id, kari.id)).toBeNull()
    expect(await read(id, code)).toEqual({ ok: false, failure: 'details.ended' })
    const told = await audited('desk.caller-verified')
    expect(told.map(({ outcome, actorId, personal }) => [outcome, actorId, personal])).toEqual([
      ['failure', ola.id, expect.objectContaining({ reason: 'Sak 412', address: '10.20.0.9' })],
      ['success', ola.id, expect.objectContaining({ reason: 'Sak 412', address: '10.20.0.9' })],
    ])
    database.clock.forward(30 * 60_000)
    expect(await findVerifiedAt(database.deps, union.id, kari.id)).toBeNull()
  })

  test('is not verified from another browser, by another case worker, for another person, or by one who lost the role meanwhile', async () => {
    const { id } = await call()
    const code = await lastCode(database.deps)
    const other = await inventPerson(database.deps, union, { username: `per${turn}`, roles: ['caseworker'] })
    const ended = { ok: false, failure: 'details.ended' }
    expect(await read(id, code, { client: inventClient('elsewhere') })).toEqual(ended)
    expect(await read(id, code, { staffId: other.id })).toEqual(ended)
    expect(await submitVerification(database.deps, union, staff(), other.id, { journeyId: id, typed: code })).toEqual(ended)
    await reveal(database.deps.db).roleGrant.deleteMany({ where: { personId: ola.id } })
    expect(await read(id, code)).toEqual({ ok: false, failure: 'desk.notAllowed' })
    expect(await findVerifiedAt(database.deps, union.id, kari.id)).toBeNull()
  })

  test('has five tries, however often the code is sent anew (security.md 6, 8)', async () => {
    const { id } = await call()
    for (let times = 0; times < 4; times += 1) await read(id, otherThan(await lastCode(database.deps)))
    expect(await resendVerification(database.deps, union, staff(), kari.id, id)).toMatchObject({ ok: true })
    expect(await read(id, otherThan(await lastCode(database.deps)))).toEqual({ ok: false, failure: 'code.dead' })
    expect(await read(id, await lastCode(database.deps))).toEqual({ ok: false, failure: 'code.dead' })
  })

  test('cannot be verified without a number, and the code opens nothing else', async () => {
    const nobody = await inventPerson(database.deps, union, { username: `ingen${turn}`, mobile: null })
    expect(await beginVerification(database.deps, union, wish({ personId: nobody.id }))).toEqual({ ok: false, failure: 'desk.noMobile' })
    await call()
    const codes = await reveal(database.deps.db).oneTimeCode.findMany({ where: { personId: kari.id } })
    expect(codes.map(({ purpose }) => purpose)).toEqual(['caller'])
  })

  test.each(languages)('hears two of at least 60 words in %s, each of letters that an SMS has', (language) => {
    const words = speak(language)('desk.verify.words').split(' ')
    expect(new Set(words).size).toBe(words.length)
    expect(words.length).toBeGreaterThanOrEqual(60)
    expect(words.filter((word) => !/^[a-zåäöæø]{1,9}$/.test(word))).toEqual([])
  })
})

describe('a corrected contact', () => {
  test('takes no code and no first-time password before the caller has read a code from it, and that verifies nobody', async () => {
    const old = kari.mobile
    expect(await correct('mobile', '+46 70 174 06 99')).toEqual({ ok: true, value: null })
    expect(await now()).toMatchObject({ mobile: '+46701740699', mobileValidatedAt: null, selfChanged: ['mobile'] })
    expect(await last('mobile-changed')).toMatchObject({ recipient: old, text: expect.stringContaining('/go/') })
    expect(await sendFirstPassword(database.deps, union, { ...wish(), channel: 'sms' })).toEqual({ ok: false, failure: 'desk.noMobile' })
    const { id, data } = await call()
    expect(data.proves).toBe('number')
    expect(await last('number-code')).toMatchObject({ recipient: '+46701740699', text: expect.stringContaining(data.words) })
    expect(await read(id, await lastCode(database.deps))).toEqual({ ok: true, value: 'number' })
    expect((await now()).mobileValidatedAt).toEqual(database.clock.at)
    expect(await findVerifiedAt(database.deps, union.id, kari.id)).toBeNull()
  })

  test('by e-mail is proved by the link that is mailed to it, once; looking at it changes nothing', async () => {
    const old = kari.email
    expect(await correct('email', 'ny@example.org')).toEqual({ ok: true, value: null })
    expect(await now()).toMatchObject({ email: 'ny@example.org', emailValidatedAt: null })
    expect((await sentMessages(database.deps)).filter(({ purpose, recipient }) => purpose === 'email-changed' && recipient === old)).toHaveLength(1)
    expect(await sendFirstPassword(database.deps, union, { ...wish(), channel: 'email' })).toEqual({ ok: false, failure: 'desk.noEmail' })
    const mail = await last('email-to-prove')
    const token = mail?.text.match(/\/go\/([\w-]{80})/)?.[1] ?? ''
    expect(mail?.recipient).toBe('ny@example.org')
    expect(await findEmailOfLink(database.deps, union, token)).toMatchObject({ data: { email: 'ny@example.org' } })
    expect((await now()).emailValidatedAt).toBeNull()
    expect(await confirmEmailLink(database.deps, union, inventClient('own'), token)).toEqual({ ok: true, value: null })
    expect((await now()).emailValidatedAt).toEqual(database.clock.at)
    expect(await confirmEmailLink(database.deps, union, inventClient('own'), token)).toEqual({ ok: false, failure: 'details.ended' })
  })

  test('makes worthless what waits at the old one: a first-time password, a link, a code', async () => {
    await sendFirstPassword(database.deps, union, { ...wish(), channel: 'sms' })
    await correct('mobile', '+46701740698')
    expect(await reveal(database.deps.db).firstPassword.count({ where: { personId: kari.id, endedAt: null } })).toBe(0)
  })

  test.each([
    ['mobile', 'ring meg', 'details.mobile.wrong'],
    ['mobile', '+14155550123', 'delivery.countryClosed'],
    ['email', 'kari@', 'details.email.wrong'],
    ['email', 'a@example.org, b@example.org', 'details.email.wrong'],
  ] as const)('%s "%s" is refused in words: %s', async (contact, value, failure) => {
    expect(await correct(contact, value)).toEqual({ ok: false, failure })
    expect(await now()).toMatchObject({ mobile: kari.mobile, email: kari.email })
  })

  test('that is somebody else’s name, or stands there already, changes nothing', async () => {
    await inventPerson(database.deps, union, { username: null, email: `tatt${turn}@example.org`, mobile: null })
    expect(await correct('email', `Tatt${turn}@example.org`)).toEqual({ ok: false, failure: 'details.email.taken' })
    expect(await correct('email', kari.email ?? '')).toEqual({ ok: false, failure: 'desk.correct.same' })
    expect(await audited('desk.contact-corrected')).toMatchObject([{ outcome: 'failure', details: { why: 'details.email.taken' } }])
    expect((await now()).emailValidatedAt).not.toBeNull()
  })
})

describe('staff', () => {
  test.each(['caseworker', 'editor', 'election-officer', 'administrator'])(
    'with the role %s keep their contacts and second factor, whoever asks',
    async (role) => {
      const admin = await inventPerson(database.deps, union, { username: `adm${turn}`, roles: ['administrator'] })
      const colleague = await inventPerson(database.deps, union, { username: `kol${turn}`, roles: [role] })
      for (const actorId of [ola.id, admin.id]) {
        const about = { actorId, personId: colleague.id }
        expect(await correct('mobile', '+46701740697', about)).toEqual({ ok: false, failure: 'desk.isStaff' })
        expect(await correct('email', 'tyv@example.org', about)).toEqual({ ok: false, failure: 'desk.isStaff' })
        expect(await removeSecondFactor(database.deps, union, wish(about))).toEqual({ ok: false, failure: 'desk.isStaff' })
      }
      expect(await reveal(database.deps.db).auditEvent.count({ where: { subjectId: colleague.id, act: 'desk.refused' } })).toBe(6)
      expect(await findPerson(database.deps, union.id, colleague.id)).toMatchObject({
        mobile: colleague.mobile,
        mobileValidatedAt: colleague.mobileValidatedAt,
      })
    },
  )
})

describe('a removed second factor', () => {
  const sessionOf = (person: Person, organisation = union) =>
    openSession(database.deps, { organisation, personId: person.id, roles: [], wishesToBeRemembered: true, factors: ['password'], client: inventClient() })

  test('ends every session and all that waits, and is told at every contact, the number too, with a way to object', async () => {
    const { token } = await sessionOf(kari)
    await sendFirstPassword(database.deps, union, { ...wish(), channel: 'email' })
    const before = (await sentMessages(database.deps)).length
    expect(await removeSecondFactor(database.deps, union, wish())).toEqual({ ok: true, value: null })
    expect(await findSession(database.deps, union.id, token)).toBeNull()
    expect(await reveal(database.deps.db).firstPassword.count({ where: { personId: kari.id, endedAt: null } })).toBe(0)
    const told = (await sentMessages(database.deps)).slice(before)
    expect(told.map(({ recipient }) => recipient).sort()).toEqual([kari.mobile, kari.email].sort())
    const secret = told[0]?.text.match(/\/go\/([\w-]{22})/)?.[1] ?? ''
    expect(await freezeAccount(database.deps, union, inventClient('owner'), secret)).toMatchObject({ ok: true })
    expect(await removeSecondFactor(database.deps, union, wish())).toEqual({ ok: false, failure: 'desk.noMobile' })
  })

  // security.md 16, 41 (ASVS 6.4.4): nobody gets in, and to where an own number is put in, with less than at first.
  test.each([
    ['kristinehov', 'signIn.noNumber', 'signed-in'],
    ['motafors', 'signIn.noNumber', 'signed-in'],
    ['hameenportti', 'signed-in', 'signed-in'],
    ['securia', 'signIn.noNumber', 'signed-in'],
    ['handelsforbundet', 'signed-in', 'signed-in'],
    ['standard', 'signIn.noNumber', 'signIn.noNumber'],
  ])('of %s: with the password alone, outside %s, on the network %s', async (preset, outside, inside) => {
    const { deps } = database
    expect(Object.keys(presets)).toContain(preset)
    const organisation = await inventOrganisation(deps, preset, {}, `${preset}-${turn}`)
    const person = await inventPerson(deps, organisation, { username: 'gunhild', email: 'gunhild@example.org' })
    const worker = await inventPerson(deps, organisation, { username: 'worker', roles: ['caseworker'], mobile: null })
    expect(await removeSecondFactor(deps, organisation, { actorId: worker.id, client: desk, personId: person.id, reason: 'x' })).toMatchObject({ ok: true })
    const tries = async (isInside: boolean) => {
      const typed = { identifier: 'gunhild@example.org', password, wishesToBeRemembered: false, returnTo: null }
      const answer = await submitPassword(deps, organisation, inventClient(randomUUID(), { isInside }), typed, null)
      return answer.ok ? answer.value.step : answer.failure
    }
    expect([await tries(false), await tries(true)]).toEqual([outside, inside])
  })
})

import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, otherThan, password, sentMessages, tellWaiting } from '@/e2e/support/invented'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { findSession } from '@/lib/sessions/find-session'
import type { Client } from '../client'
import { beginSignIn } from './begin-sign-in'
import { findSignIn } from './journey'
import { findWaiting, resendCode, submitCode } from './submit-code'
import { submitPassword } from './submit-password'
import { tellAbandoned } from './tell-abandoned'

const database = testDatabase()
let kommun: Organisation
let company: Organisation
let city: Organisation
let standard: Organisation
beforeAll(async () => {
  kommun = await inventOrganisation(database.deps, 'motafors')
  company = await inventOrganisation(database.deps, 'securia')
  city = await inventOrganisation(database.deps, 'hameenportti')
  standard = await inventOrganisation(database.deps, 'standard')
})

const typed = (identifier: string, changes = {}) => ({ identifier, password, wishesToBeRemembered: false, returnTo: null, ...changes })
const inside = (name: string) => inventClient(name, { isInside: true, address: '10.20.3.4' })
const submit = (organisation: Organisation, client: Client, name: string, changes = {}) => {
  database.clock.forward(1) // or two messages would be of one moment
  return submitPassword(database.deps, organisation, client, typed(name, changes), null)
}

async function stepOf(answer: Awaited<ReturnType<typeof submit>>) {
  return answer.ok ? answer.value.step : answer.failure
}

describe('a sign-in', () => {
  test('inside the network needs the password alone, outside a code too (M8, S4, S5)', async () => {
    await inventPerson(database.deps, kommun, { username: 'anna' })
    expect(await stepOf(await submit(kommun, inside('anna'), 'ANNA '))).toBe('signed-in')
    expect(await stepOf(await submit(kommun, inventClient('anna'), 'anna'))).toBe('code')
    const answer = await submit(kommun, inventClient('anna'), 'anna')
    if (!answer.ok || answer.value.step !== 'code') throw new Error('no code')
    const entered = await submitCode(database.deps, kommun, inventClient('anna'), answer.value.journeyId, await lastCode(database.deps))
    expect(entered).toMatchObject({ ok: true })
    if (entered.ok) expect(await findSession(database.deps, kommun.id, entered.value.token)).toMatchObject({ factors: ['password', 'sms'], isInside: false })
  })

  test('is refused alike for a wrong password, a stranger, a locked and a disabled account (security.md 32, 33)', async () => {
    const { deps } = database
    await inventPerson(deps, kommun, { username: 'known', mobile: '+46701740606' })
    await inventPerson(deps, kommun, { username: 'disabled', mobile: '+46701740607', status: 'disabled' })
    const answers = [
      await submit(kommun, inside('a'), 'known', { password: 'wrong' }),
      await submit(kommun, inside('a'), 'nobody at all'),
      await submit(kommun, inside('a'), 'disabled'),
    ]
    for (let times = 0; times < 5; times++) await submit(kommun, inside('a'), 'known', { password: 'wrong' })
    answers.push(await submit(kommun, inside('a'), 'known'))
    expect(answers).toEqual(answers.map(() => ({ ok: false, failure: 'signIn.wrong' })))
  })

  test('locks after the fifth wrong password, tells the owner once, and opens by itself (M5, security.md 29, 30, 32)', async () => {
    await inventPerson(database.deps, kommun, { username: 'locked', mobile: '+46701740608', email: 'locked@example.org' })
    for (let times = 0; times < 8; times++) await submit(kommun, inside('l'), 'locked', { password: 'wrong' })
    expect(await stepOf(await submit(kommun, inside('l'), 'locked'))).toBe('signIn.wrong')
    await tellWaiting(database.deps)
    const told = (await sentMessages(database.deps)).filter(({ purpose, recipient }) => purpose === 'locked' && recipient === '+46701740608')
    expect(told).toHaveLength(1)
    expect(told[0]?.text).toContain('13:30')
    database.clock.forward(30 * 60_000)
    expect(await stepOf(await submit(kommun, inside('l'), 'locked'))).toBe('signed-in')
  })

  test('for the first time ever comes from the inside; afterwards from anywhere (S1)', async () => {
    const person = await inventPerson(database.deps, company, { username: 'gunber', firstSignedInAt: null })
    expect(await stepOf(await submit(company, inventClient('s1'), 'gunber'))).toBe('signIn.firstInside')
    expect(await stepOf(await submit(company, inside('s1'), 'gunber'))).toBe('signed-in')
    expect(await stepOf(await submit(company, inventClient('s1'), 'gunber'))).toBe('code')
    const acts = await reveal(database.deps.db).auditEvent.findMany({ where: { subjectId: person.id }, orderBy: { id: 'asc' }, select: { act: true } })
    expect(acts.map(({ act }) => act)).toEqual(['sign-in.first-outside-refused', 'sign-in.succeeded', 'sign-in.password-accepted', 'code.sent'])
  })

  test('tells somebody without a proved number why not, after the right password only (S4, security.md 17)', async () => {
    await inventPerson(database.deps, company, { username: 'nonumber', mobile: null })
    await inventPerson(database.deps, company, { username: 'unproved', mobile: '+46701740609', mobileValidatedAt: null })
    expect(await stepOf(await submit(company, inventClient('n'), 'nonumber'))).toBe('signIn.noNumber')
    expect(await stepOf(await submit(company, inventClient('n'), 'unproved'))).toBe('signIn.noNumber')
    expect(await stepOf(await submit(company, inventClient('n'), 'nonumber', { password: 'wrong' }))).toBe('signIn.wrong')
  })

  test('finds people by their old user name, and tells them, but not officials (H1, H7)', async () => {
    const { deps } = database
    await inventPerson(deps, city, { username: null, email: 'erkki@example.org', formerUsername: 'erkki77' })
    await inventPerson(deps, city, { username: null, email: 'virkailija@example.org', formerUsername: 'virka1', groups: ['officials'] })
    const told = async (name: string) => {
      const answer = await submit(city, inventClient('h'), name)
      return answer.ok && answer.value.step === 'signed-in' && answer.value.session.isToldOfNewName
    }
    expect(await told('Erkki77')).toBe(true)
    expect(await told('erkki@example.org')).toBe(false)
    expect(await told('virka1')).toBe(false)
    expect(await stepOf(await submit(city, inventClient('h'), 'virka1'))).toBe('signed-in')
  })

  test('takes only the kinds of name that the organisation accepts', async () => {
    await inventPerson(database.deps, city, { username: null, email: 'aino@example.org', memberNumber: '4711' })
    expect(await stepOf(await submit(city, inventClient('m'), '4711'))).toBe('signIn.wrong')
  })

  test('belongs to the browser and organisation that began it (security.md 5)', async () => {
    await inventPerson(database.deps, company, { username: 'bound', mobile: '+46701740610' })
    const answer = await submit(company, inventClient('mine'), 'bound')
    if (!answer.ok || answer.value.step !== 'code') throw new Error('no code')
    const code = await lastCode(database.deps)
    const { journeyId } = answer.value
    expect(await submitCode(database.deps, company, inventClient('yours'), journeyId, code)).toEqual({ ok: false, failure: 'signIn.ended' })
    expect(await submitCode(database.deps, kommun, inventClient('mine'), journeyId, code)).toEqual({ ok: false, failure: 'signIn.ended' })
    expect(await submitCode(database.deps, company, inventClient('mine'), journeyId, code)).toMatchObject({ ok: true })
    expect(await submitCode(database.deps, company, inventClient('mine'), journeyId, code)).toEqual({ ok: false, failure: 'signIn.ended' })
  })

  test('in two tabs keeps their codes apart', async () => {
    await inventPerson(database.deps, company, { username: 'tabs', mobile: '+46701740611' })
    const client = inventClient('tabs')
    const first = await submit(company, client, 'tabs')
    const firstCode = await lastCode(database.deps)
    const second = await submit(company, client, 'tabs')
    const secondCode = await lastCode(database.deps)
    if (!first.ok || first.value.step !== 'code' || !second.ok || second.value.step !== 'code') throw new Error('no code')
    if (firstCode !== secondCode)
      expect(await submitCode(database.deps, company, client, second.value.journeyId, firstCode)).toEqual({ ok: false, failure: 'code.wrong' })
    expect(await submitCode(database.deps, company, client, first.value.journeyId, firstCode)).toMatchObject({ ok: true })
    expect(await submitCode(database.deps, company, client, second.value.journeyId, secondCode)).toMatchObject({ ok: true })
  })

  test('ends at a code that was guessed five times; sending again changes nothing of that (security.md 6, 8)', async () => {
    await inventPerson(database.deps, company, { username: 'guessed', mobile: '+46701740612' })
    const client = inventClient('guessed')
    const answer = await submit(company, client, 'guessed')
    if (!answer.ok || answer.value.step !== 'code') throw new Error('no code')
    const { journeyId } = answer.value
    for (let times = 0; times < 2; times++) await submitCode(database.deps, company, client, journeyId, otherThan(await lastCode(database.deps)))
    database.clock.forward(1)
    expect(await resendCode(database.deps, company, client, journeyId)).toMatchObject({ ok: true })
    for (let times = 0; times < 3; times++) await submitCode(database.deps, company, client, journeyId, otherThan(await lastCode(database.deps)))
    expect(await submitCode(database.deps, company, client, journeyId, await lastCode(database.deps))).toEqual({ ok: false, failure: 'code.dead' })
    expect(await resendCode(database.deps, company, client, journeyId)).toEqual({ ok: false, failure: 'code.dead' })
  })

  test('goes on with the number that is registered now, and ends when the account is disabled meanwhile', async () => {
    const person = await inventPerson(database.deps, company, { username: 'moved', mobile: '+46701740613' })
    const client = inventClient('moved')
    const answer = await submit(company, client, 'moved')
    if (!answer.ok || answer.value.step !== 'code') throw new Error('no code')
    await reveal(database.deps.db).person.updateMany({ where: { id: person.id }, data: { status: 'disabled' } })
    expect(await findWaiting(database.deps, company, client)).toBeNull()
    expect(await submitCode(database.deps, company, client, answer.value.journeyId, await lastCode(database.deps))).toEqual({
      ok: false,
      failure: 'signIn.ended',
    })
  })

  test('on two pages remembers the name of its own tab and is done once', async () => {
    await inventPerson(database.deps, standard, { username: 'twopages', mobile: '+46701740614' })
    const client = inventClient('two')
    const begun = await beginSignIn(database.deps, standard, client, 'twopages', null)
    const journey = await findSignIn(database.deps, standard, client, begun.id)
    expect(journey?.data.identifier).toBe('twopages')
    const answers = await Promise.all([1, 2].map(() => submitPassword(database.deps, standard, client, typed('twopages'), journey)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('lets in whoever pressed twice: the page that the browser shows last is a signed-in one', async () => {
    await inventPerson(database.deps, city, { username: 'hasty', mobile: '+46701740616' })
    const client = inventClient('hasty')
    const { id } = await beginSignIn(database.deps, city, client, 'hasty', null)
    const journey = await findSignIn(database.deps, city, client, id)
    const answers = await Promise.all([1, 2].map(() => submitPassword(database.deps, city, client, typed('hasty'), journey)))
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: { step: 'signed-in' } })
    expect(await findSignIn(database.deps, city, client, id)).toBeNull()
  })

  test('is told to the owner: a new device, a success after failures, a right password without its code (security.md 53)', async () => {
    const { deps, clock } = database
    await inventPerson(deps, company, { username: 'told', email: 'told@example.org', mobile: '+46701740615' })
    await submit(company, inside('first device'), 'told')
    await tellWaiting(deps)
    expect(await purposes('told@example.org')).toEqual([])
    for (let times = 0; times < 3; times++) await submit(company, inside('second device'), 'told', { password: 'wrong' })
    await submit(company, inside('second device'), 'told')
    await tellWaiting(deps)
    expect(await purposes('told@example.org')).toEqual(['new-device', 'success-after-failures'])
    await submit(company, inventClient('third device'), 'told')
    await tellWaiting(deps)
    await tellAbandoned(deps)
    expect(await purposes('told@example.org')).toHaveLength(2)
    clock.forward(31 * 60_000)
    await tellAbandoned(deps)
    await tellAbandoned(deps)
    expect(await purposes('told@example.org')).toEqual(['new-device', 'second-factor-missed', 'success-after-failures'])
  })

  test('takes a password however old it is: nobody is made to change it by the calendar (security.md 22)', async () => {
    const person = await inventPerson(database.deps, kommun, { username: 'faithful', mobile: '+46701740614' })
    const long = new Date(database.clock.at.getTime() - 20 * 365 * 24 * 60 * 60_000)
    await reveal(database.deps.db).password.updateMany({ where: { personId: person.id }, data: { setAt: long } })
    const answer = await submit(kommun, inside('faithful'), 'faithful')
    expect(answer).toMatchObject({ ok: true, value: { step: 'signed-in', session: { returnTo: null, isToldOfNewName: false } } })
  })

  test('never sends a code by e-mail (security.md 16)', async () => {
    await inventPerson(database.deps, company, { username: 'mailonly', email: 'mailonly@example.org', mobile: null })
    await submit(company, inventClient('mail'), 'mailonly')
    expect(await purposes('mailonly@example.org')).toEqual([])
  })

  test('from one place is refused after 300 failures, ten times later inside (security.md 9)', async () => {
    const { deps } = database
    const strict = await inventOrganisation(deps, 'motafors', { limits: { failedSignInsPerAddressPer10Minutes: 10 } }, 'strict')
    await inventPerson(deps, strict, { username: 'late', mobile: '+46701740616' })
    const here = inventClient('here', { address: '198.51.100.7' })
    for (let times = 0; times < 10; times++) await submit(strict, here, `stranger ${times}`)
    expect(await stepOf(await submit(strict, here, 'late'))).toBe('signIn.tooManyFromHere')
    expect(await stepOf(await submit(strict, inventClient('there', { address: '198.51.100.8' }), 'late'))).toBe('code')
  })
})

async function purposes(recipient: string) {
  return (await sentMessages(database.deps))
    .filter((message) => message.recipient === recipient)
    .map(({ purpose }) => purpose)
    .sort()
}

import { beforeAll, describe, expect, test } from 'vitest'
import { checkPassword } from '@/e2e/support/check-password'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, otherThan, password, sentMessages } from '@/e2e/support/invented'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { countAttempt } from '@/lib/passwords/count-attempt'
import { readLock } from '@/lib/passwords/read-lock'
import { findSession } from '@/lib/sessions/find-session'
import { openSession } from '@/lib/sessions/open-session'
import { beginRecovery } from './begin-recovery'
import { acceptTerms, chooseWay, findProved, setRecoveredPassword } from './finish-recovery'
import { findRecovery } from './journey'
import { findRecoveryOfLink, followRecoveryLink, resendRecovery, submitRecoveryCode } from './prove-contact'
import { readAddressWay } from './read-address-way'
import { sendRecovery } from './send-recovery'

const database = testDatabase()
const newPassword = 'Tallkotte-88-Qq!'
let kommun: Organisation
let locked: Organisation
let city: Organisation
beforeAll(async () => {
  kommun = await inventOrganisation(database.deps, 'kristinehov')
  locked = await inventOrganisation(database.deps, 'motafors')
  city = await inventOrganisation(database.deps, 'hameenportti')
})

/** Asks for a way back in, and lets the worker do its part. */
async function ask(organisation: Organisation, name: string, client = inventClient(name)) {
  database.clock.forward(1)
  const begun = await beginRecovery(database.deps, organisation, client, name)
  if (!begun.ok) throw new Error(begun.failure)
  const { journeyId } = begun.value
  await sendRecovery(database.deps, { organisationId: organisation.id, journeyId })
  return { client, journeyId }
}
const page = (journey: string, proof = 0) => ({ journey, proof })
const state = async (organisation: Organisation, client: ReturnType<typeof inventClient>) =>
  (await findRecovery(database.deps, organisation, client))?.state ?? null
const opens = async (organisation: Organisation, personId: string, typed: string) =>
  (await checkPassword(database.deps, { organisationId: organisation.id, personId, typed })).isRight

describe('the way back in', () => {
  test('leads by a code over the terms to a new password; every session ends, every address is told, nobody is signed in (K2–K7, security.md 36, 37)', async () => {
    const { deps } = database
    const person = await inventPerson(deps, kommun, { username: 'gunber', email: 'gunhild@example.org' })
    const session = await openSession(deps, {
      organisation: kommun,
      personId: person.id,
      roles: [],
      wishesToBeRemembered: false,
      factors: ['password'],
      client: inventClient(),
    })
    const { client, journeyId } = await ask(kommun, 'gunber')
    expect(await submitRecoveryCode(deps, kommun, client, page(journeyId), await lastCode(deps))).toEqual({ ok: true, value: null })
    expect(await state(kommun, client)).toBe('terms')
    expect(await setRecoveredPassword(deps, kommun, client, journeyId, newPassword)).toEqual({ ok: false, failure: 'recover.ended' })
    expect(await acceptTerms(deps, kommun, client, journeyId)).toEqual({ ok: true, value: null })
    expect(await setRecoveredPassword(deps, kommun, client, journeyId, 'short')).toMatchObject({
      ok: false,
      failure: expect.arrayContaining([expect.objectContaining({ rule: 'minLength' })]),
    })
    expect(await opens(kommun, person.id, password)).toBe(true)
    expect(await setRecoveredPassword(deps, kommun, client, journeyId, newPassword)).toEqual({ ok: true, value: null })
    expect([await opens(kommun, person.id, password), await opens(kommun, person.id, newPassword)]).toEqual([false, true])
    expect(await findSession(deps, kommun.id, session.token)).toBeNull()
    expect(await reveal(deps.db).session.count({ where: { personId: person.id, endedAt: null } })).toBe(0)
    const told = (await sentMessages(deps)).filter(({ purpose }) => purpose === 'password-changed').map(({ recipient }) => recipient)
    expect(told.sort()).toEqual(['+46701740605', 'gunhild@example.org'])
    expect(await setRecoveredPassword(deps, kommun, client, journeyId, password)).toEqual({ ok: false, failure: 'recover.ended' })
  })

  test('of a locked account offers to unlock alone, and is open to nobody who is not locked (M4, M7)', async () => {
    const { deps } = database
    const person = await inventPerson(deps, locked, { username: 'locked' })
    const free = await inventPerson(deps, locked, { username: 'free', mobile: '+46701740606' })
    for (let times = 0; times < 5; times++) await countAttempt(deps, locked, person.id)
    const one = await ask(locked, 'locked')
    await submitRecoveryCode(deps, locked, one.client, page(one.journeyId), await lastCode(deps))
    expect(await chooseWay(deps, locked, one.client, one.journeyId, 'unlock')).toEqual({ ok: true, value: null })
    expect((await findRecovery(deps, locked, one.client))?.data).toMatchObject({ outcome: 'unlocked', wasLocked: true })
    expect((await readLock(deps, locked, person.id)).isLocked).toBe(false)
    expect(await opens(locked, person.id, password)).toBe(true)

    const two = await ask(locked, 'free')
    await submitRecoveryCode(deps, locked, two.client, page(two.journeyId), await lastCode(deps))
    expect(await state(locked, two.client)).toBe('new-password')
    expect(await chooseWay(deps, locked, two.client, two.journeyId, 'unlock')).toEqual({ ok: false, failure: 'recover.ended' })
    expect(free.status).toBe('active')
  })

  test('is asked for by anybody without changing anything of the account (security.md 31)', async () => {
    const { deps } = database
    const person = await inventPerson(deps, kommun, { username: 'quiet', mobile: '+46701740607' })
    const before = await reveal(deps.db)
      .$queryRaw`SELECT p::text, w::text FROM persons p JOIN passwords w ON w.person_id = p.id WHERE p.id = ${person.id}::uuid`
    const { client, journeyId } = await ask(kommun, 'quiet')
    for (let times = 0; times < 6; times++) await submitRecoveryCode(deps, kommun, client, page(journeyId), otherThan(await lastCode(deps)))
    expect(
      await reveal(deps.db).$queryRaw`SELECT p::text, w::text FROM persons p JOIN passwords w ON w.person_id = p.id WHERE p.id = ${person.id}::uuid`,
    ).toEqual(before)
    expect((await readLock(deps, kommun, person.id)).failures).toBe(0)
  })

  test('answers strangers, disabled people and people without a contact as it answers everybody (security.md 33)', async () => {
    const { deps } = database
    await inventPerson(deps, kommun, { username: 'known', mobile: '+46701740608' })
    await inventPerson(deps, kommun, { username: 'nocontact', mobile: null })
    await inventPerson(deps, kommun, { username: 'disabled', mobile: '+46701740609', status: 'disabled' })
    const before = (await sentMessages(deps)).length
    for (const name of ['nobody at all', 'nocontact', 'disabled', 'known']) {
      const { client, journeyId } = await ask(kommun, name)
      const journey = await findRecovery(deps, kommun, client, journeyId)
      expect(journey).toMatchObject({ state: 'awaiting-code', data: { reference: expect.stringMatching(/^[A-Z]\d$/) } })
      const code = name === 'known' ? otherThan(await lastCode(deps)) : '123456'
      expect(await submitRecoveryCode(deps, kommun, client, page(journeyId), code)).toEqual({ ok: false, failure: 'code.wrong' })
      expect(await resendRecovery(deps, kommun, client, page(journeyId))).toEqual({ ok: true, value: null })
      await sendRecovery(deps, { organisationId: kommun.id, journeyId })
      for (let times = 0; times < 4; times++) await submitRecoveryCode(deps, kommun, client, page(journeyId), code)
      expect(await submitRecoveryCode(deps, kommun, client, page(journeyId), code)).toEqual({ ok: false, failure: 'code.dead' })
    }
    expect((await sentMessages(deps)).length - before).toBe(2) // known, twice
  })

  test('tells inside the network alone that there is no number, an unknown name alike (M3)', async () => {
    const { deps } = database
    await inventPerson(deps, locked, { username: 'nonumber', mobile: null, email: 'only@example.org' })
    const inside = inventClient('inside', { isInside: true, address: '10.20.0.9' })
    const told = { ok: false, failure: 'recover.noContact' }
    expect(await beginRecovery(deps, locked, inside, 'nonumber')).toEqual(told)
    expect(await beginRecovery(deps, locked, inside, 'nobody')).toEqual(told)
    expect(await beginRecovery(deps, locked, inventClient('outside'), 'nonumber')).toMatchObject({ ok: true })
  })

  test('by a mailed link moves to the browser whose button is pressed, once; looking changes nothing (K3, security.md 5, 43)', async () => {
    const { deps } = database
    await inventPerson(deps, city, { username: null, email: 'erkki@example.org' })
    const { client } = await ask(city, 'erkki@example.org')
    const text = (await sentMessages(deps)).at(-1)?.text ?? ''
    const token = text.match(/\/go\/([\w-]+)/)?.[1] ?? ''
    for (let looks = 0; looks < 3; looks++) expect(await findRecoveryOfLink(deps, city, token)).not.toBeNull()
    expect(await findRecoveryOfLink(deps, kommun, token)).toBeNull()
    const phone = inventClient('phone')
    const answers = await Promise.all([1, 2].map(() => followRecoveryLink(deps, city, phone, token)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect([await state(city, client), await state(city, phone)]).toEqual([null, 'new-password'])
  })

  test('belongs to the browser that asked, and a code of it opens nothing else (security.md 5, 39)', async () => {
    const { deps } = database
    await inventPerson(deps, kommun, { username: 'mine', mobile: '+46701740610' })
    const { client, journeyId } = await ask(kommun, 'mine')
    const code = await lastCode(deps)
    expect(await submitRecoveryCode(deps, kommun, inventClient('thief'), page(journeyId), code)).toEqual({ ok: false, failure: 'recover.ended' })
    expect(await findProved(deps, kommun, client, ['terms', 'new-password'])).toBeNull()
    const answers = await Promise.all([1, 2, 3].map(() => submitRecoveryCode(deps, kommun, client, page(journeyId), code)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('a forgotten user name', () => {
  const askName = async (contact: string) => {
    database.clock.forward(1)
    const before = (await sentMessages(database.deps)).length
    const begun = await beginRecovery(database.deps, city, inventClient(contact), contact, 'user-name')
    if (!begun.ok) throw new Error(begun.failure)
    for (let times = 0; times < 2; times++) await sendRecovery(database.deps, { organisationId: city.id, journeyId: begun.value.journeyId })
    return (await sentMessages(database.deps)).slice(before).map(({ purpose, recipient }) => `${purpose} ${recipient}`)
  }

  test('goes to the registered number or address that was typed, once; a stranger’s address is told that it has no account (H4, H5)', async () => {
    await inventPerson(database.deps, city, { username: 'aino', email: 'aino@example.org', mobile: '+46701740620' })
    expect(await askName('AINO@example.org')).toEqual(['user-name aino@example.org'])
    expect(await askName('+46 70 174 06 20')).toEqual(['user-name +46701740620'])
    expect(await askName('stranger@example.org')).toEqual(['no-account stranger@example.org'])
    expect(await askName('+46701740699')).toEqual([])
    expect(await askName('aino')).toEqual([])
  })
})

test('the mail to a typed address fares alike whoever’s it is, and its refusal stays told when the next code goes another way (H5)', async () => {
  const { deps } = database
  await inventPerson(deps, city, { username: 'reko', email: 'reko@example.org', mobile: '+46701740621' })
  const ways = async (email: string) => {
    const client = inventClient(email)
    const begun = await beginRecovery(deps, city, client, email)
    if (!begun.ok) throw new Error(begun.failure)
    const { journeyId } = begun.value
    const work = () => sendRecovery(deps, { organisationId: city.id, journeyId })
    const seen: unknown[] = []
    const look = async () => {
      const journey = await findRecovery(deps, city, client)
      seen.push(journey && (await readAddressWay(deps, city, journey)))
    }
    const becomes = async (state: string) => {
      await reveal(deps.db).message.updateMany({ where: { recipient: email }, data: { state } })
      await look()
    }
    await look()
    await work()
    await look()
    for (const state of ['handing-over', 'handed-over', 'unknown', 'refused']) await becomes(state)
    expect(await resendRecovery(deps, city, client, { journey: journeyId, proof: 0 })).toEqual({ ok: true, value: null })
    await look()
    await work()
    await look()
    return seen
  }
  const alike = ['under-way', 'under-way', 'under-way', 'settled', 'settled', 'refused', 'refused', 'refused']
  expect(await ways('reko@example.org')).toEqual(alike)
  expect((await sentMessages(deps)).at(-1)).toMatchObject({ channel: 'sms', recipient: '+46701740621' })
  expect(await ways('nobody-of-the-city@example.org')).toEqual(alike)
})

test('an address that is typed for a password is written to whoever’s it is, a user name never (H5)', async () => {
  const purposes = async (name: string) => {
    const before = (await sentMessages(database.deps)).length
    const { client } = await ask(city, name)
    const journey = await findRecovery(database.deps, city, client)
    const sent = (await sentMessages(database.deps)).slice(before).map(({ purpose }) => purpose)
    return [...sent, journey?.data.addressMessageId ? 'watched' : 'not watched']
  }
  expect(await purposes('unknown@example.org')).toEqual(['no-account', 'watched'])
  expect(await purposes('erkki@example.org')).toEqual(['recovery-code', 'watched'])
  expect(await purposes('unknown')).toEqual(['not watched'])
})

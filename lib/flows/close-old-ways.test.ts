import { expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, sentMessages, tellWaiting } from '@/e2e/support/invented'
import { password, prove } from '@/e2e/support/somebody'
import { issueCode } from '@/lib/codes/issue-code'
import { reveal } from '@/lib/core/prisma'
import { beginJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import { issueFirstPassword } from '@/lib/passwords/issue-first-password'
import { findSession } from '@/lib/sessions/find-session'
import { openSession } from '@/lib/sessions/open-session'
import { changePassword } from './change-details/change-password'
import { endSessions } from './desk/end-sessions'
import { unlockAccount } from './desk/unlock-account'
import { chooseSignIn, findChoosing, submitFirstPassword } from './first-password/use-first-password'
import { chooseWay, setRecoveredPassword } from './recover/finish-recovery'
import { askedFor, recoveryKind } from './recover/journey'

// What security.md 36 and 37 ask for after every change, whatever way it came.

const database = testDatabase()
const newPassword = 'tallkotte och zebra 99'
const both = ['+46701740605', 'kerstin@example.org']
let turn = 0

/** Somebody with a session, a code, a begun journey and a first-time password elsewhere. */
async function somebody(changes: Parameters<typeof inventOrganisation>[2] = {}) {
  const { deps, clock } = database
  clock.forward(25 * 60 * 60_000)
  const organisation = await inventOrganisation(
    deps,
    'handelsforbundet',
    { recovery: { isUnlockOffered: true, proofs: [['sms']] }, ...changes },
    `union-${++turn}`,
  )
  const person = await inventPerson(deps, organisation, { username: 'kerstin', memberNumber: '7', email: 'kerstin@example.org', password })
  const session = await openSession(deps, { organisation, personId: person.id, roles: [], wishesToBeRemembered: false, factors: [], client: inventClient() })
  const elsewhere = { organisationId: organisation.id, browser: 'elsewhere', personId: person.id, minutes: 30 }
  const journey = await beginJourney(deps, { ...elsewhere, kind: 'change-email', state: 'awaiting-proof', data: {} })
  await issueCode(deps, { organisation, journeyId: journey.id, purpose: 'email', personId: person.id })
  const { secret } = await issueFirstPassword(deps, { organisationId: organisation.id, personId: person.id, channel: 'sms', lifeHours: 24 })
  return { organisation, person, session, journey, secret }
}

/** What of it is still open. */
async function open({ organisation, person, session, journey }: Awaited<ReturnType<typeof somebody>>) {
  const db = reveal(database.deps.db)
  const where = { organisationId: organisation.id, personId: person.id }
  return {
    session: (await findSession(database.deps, organisation.id, session.token)) !== null,
    journey: (await db.journey.count({ where: { id: journey.id, finishedAt: null } })) > 0,
    codes: await db.oneTimeCode.count({ where: { ...where, usedAt: null } }),
    firstPasswords: await db.firstPassword.count({ where: { ...where, endedAt: null } }),
  }
}
const nothing = { session: false, journey: false, codes: 0, firstPasswords: 0 }

/** Who was told of `purpose`, each with a link to object. */
async function told(organisation: Organisation, purpose: string) {
  await tellWaiting(database.deps)
  const ours = await reveal(database.deps.db).message.findMany({ where: { organisationId: organisation.id, purpose }, select: { id: true } })
  const sent = (await sentMessages(database.deps)).filter(({ id }) => ours.some((message) => message.id === id))
  for (const { text } of sent) expect(text).toMatch(/\/go\/[\w-]{22}\b/)
  return sent.map(({ recipient }) => recipient).sort()
}

async function recovering({ organisation, person }: Awaited<ReturnType<typeof somebody>>, state: string) {
  const data = { ...askedFor(database.deps.now()), wanted: 'password', typed: 'kerstin', proved: ['sms'], outcome: null, wasLocked: true, linkHmac: '' }
  const browser = inventClient('recovering').browser
  return beginJourney(database.deps, { organisationId: organisation.id, kind: recoveryKind, state, browser, personId: person.id, data, minutes: 30 })
}

test('a recovered password ends every session, code, journey and first-time password, signs nobody in, and tells every address', async () => {
  const her = await somebody()
  const { id } = await recovering(her, 'new-password')
  expect(await setRecoveredPassword(database.deps, her.organisation, inventClient('recovering'), id, newPassword)).toEqual({ ok: true, value: null })
  expect(await open(her)).toEqual(nothing)
  expect(await reveal(database.deps.db).session.count({ where: { organisationId: her.organisation.id, endedAt: null } })).toBe(0)
  expect(await told(her.organisation, 'password-changed')).toEqual(both)
})

test('unlocking by recovery tells every address', async () => {
  const her = await somebody()
  const { id } = await recovering(her, 'choice')
  expect(await chooseWay(database.deps, her.organisation, inventClient('recovering'), id, 'unlock')).toEqual({ ok: true, value: null })
  expect(await told(her.organisation, 'account-unlocked')).toEqual(both)
})

test('an own change of password ends everything but the session that asks, and tells every address', async () => {
  const her = await somebody()
  const client = inventClient('at home')
  const proof = await prove(database.deps, her.organisation, client, her.person.id)
  expect(await changePassword(database.deps, her.organisation, client, proof, newPassword)).toEqual({ ok: true, value: null })
  expect(await open(her)).toEqual(nothing)
  expect(await findSession(database.deps, her.organisation.id, proof.token)).not.toBeNull()
  expect(await told(her.organisation, 'password-changed')).toEqual(both)
})

test('a first-time password that is used ends everything, and tells every address', async () => {
  const her = await somebody()
  const client = inventClient('choosing')
  expect(await submitFirstPassword(database.deps, her.organisation, client, '7', her.secret)).toEqual({ ok: true, value: 'choosing' })
  const journeyId = (await findChoosing(database.deps, her.organisation, client))?.journey.id ?? ''
  expect(await chooseSignIn(database.deps, her.organisation, client, { journeyId, username: 'kerstin', newPassword })).toEqual({ ok: true, value: null })
  expect(await open(her)).toEqual(nothing)
  expect(await told(her.organisation, 'password-changed')).toEqual(both)
})

test('unlocking and ending of sessions by the desk are told to every address', async () => {
  const { deps } = database
  const her = await somebody()
  const staff = await inventPerson(deps, her.organisation, { username: 'anna', roles: ['caseworker'], mobile: null })
  const wish = { actorId: staff.id, client: inventClient('desk'), personId: her.person.id, reason: 'called' }
  expect(await unlockAccount(deps, her.organisation, wish)).toEqual({ ok: true, value: null })
  expect(await told(her.organisation, 'account-unlocked')).toEqual(both)
  expect(await endSessions(deps, her.organisation, wish)).toEqual({ ok: true, value: 1 })
  expect((await open(her)).session).toBe(false)
  expect(await told(her.organisation, 'sessions-ended')).toEqual(both)
})

test('the way back in keeps history and minimum age too (K5, M6)', async () => {
  const { deps } = database
  const her = await somebody({ passwords: { history: 2, minAgeHours: 24 } })
  const client = inventClient('recovering')
  const recover = async (typed: string) => setRecoveredPassword(deps, her.organisation, client, (await recovering(her, 'new-password')).id, typed)
  expect(await recover(password)).toMatchObject({ ok: false, failure: [{ rule: 'history' }] })
  expect(await open(her), 'nothing of a refused change stays').toEqual({ session: true, journey: true, codes: 1, firstPasswords: 1 })
  expect(await recover(newPassword)).toEqual({ ok: true, value: null })
  expect(await recover('mustikka ja seepra 99')).toMatchObject({ ok: false, failure: [{ rule: 'minAge' }] })
  database.clock.forward(24 * 60 * 60_000)
  expect(await recover(password)).toMatchObject({ ok: false, failure: [{ rule: 'history' }] })
  expect(await recover('mustikka ja seepra 99')).toEqual({ ok: true, value: null })
})

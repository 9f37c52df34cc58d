import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, password, sentMessages } from '@/e2e/support/invented'
import { signInHistory } from '@/lib/audit/sign-in-history'
import { type Deps, inTransaction } from '@/lib/core/db'
import { appCode } from '@/lib/factors/app-code'
import { listFactors } from '@/lib/factors/list-factors'
import { stepAt, stepSeconds } from '@/lib/factors/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { issueFirstPassword } from '@/lib/passwords/issue-first-password'
import type { Person } from '@/lib/people/rules'
import { findSession } from '@/lib/sessions/find-session'
import { listRememberedDevices } from '@/lib/sessions/remembered-devices'
import { forgetOwnDevices } from '../change-details/forget-own-devices'
import { provePassword } from '../change-details/prove-password'
import type { Client } from '../client'
import { closeOldWays } from '../close-old-ways'
import { endSessions } from '../desk/end-sessions'
import { beginStaffProof, findStaffProof, submitStaffProof } from '../desk/prove-staff'
import { removeOwnFactors } from '../desk/remove-own-factors'
import { chooseSignIn, findChoosing, submitOwnFactor as submitFirstFactor, submitFirstPassword } from '../first-password/use-first-password'
import { beginRecovery } from '../recover/begin-recovery'
import { setRecoveredPassword } from '../recover/finish-recovery'
import { findRecovery } from '../recover/journey'
import { submitRecoveryCode } from '../recover/prove-contact'
import { submitOwnFactor as submitRecoveryFactor } from '../recover/prove-own-factor'
import { sendRecovery } from '../recover/send-recovery'
import { secondFactorFor } from '../sign-in/rules'
import { findWaiting, resendCode, submitCode } from '../sign-in/submit-code'
import { submitPassword } from '../sign-in/submit-password'
import { beginApp, findEnrolment, submitApp } from './enrol-app'
import { proveWay } from './prove-way'
import { removeOwnFactor } from './remove-factor'
import { findShownCodes, putCodesAway, renewRecoveryCodes } from './show-codes'
import type { Way } from './ways'

const database = testDatabase()
let deps: Deps
let town: Organisation
const outside = inventClient('out')
const inside = inventClient('in', { isInside: true, address: '10.20.0.9' })
beforeAll(async () => {
  deps = database.deps
  town = await inventOrganisation(deps, 'kristinehov', {
    factors: { areAppsOffered: true },
    recovery: { proofs: [['email']] },
    limits: { messagesPerRecipientPer10Minutes: 1_000, codeRequestsPerAddressPer10Minutes: 1_000 },
  })
})

let count = 0
const newPerson = (changes = {}) => inventPerson(deps, town, { username: `kari${++count}`, email: `kari${count}@example.org`, ...changes })
const later = () => database.clock.forward(stepSeconds * 1_000)
const codeOf = (secret: Uint8Array) => appCode(secret, stepAt(deps.now()))

const give = (person: Person, client: Client, organisation = town) =>
  submitPassword(deps, organisation, client, { identifier: person.username ?? '', password, wishesToBeRemembered: false, returnTo: null }, null)

/** Signs in, by a code of `secret` where the app is asked for. */
async function signIn(person: Person, client: Client, secret?: Uint8Array) {
  later()
  const given = await give(person, client)
  if (!given.ok) throw new Error(given.failure)
  const entered =
    given.value.step === 'signed-in'
      ? given.value.session
      : await submitCode(deps, town, client, given.value.journeyId, secret ? codeOf(secret) : await lastCode(deps), { way: secret ? 'app' : 'sms' })
  const token = 'ok' in entered ? entered.ok && entered.value.token : entered.token
  const session = token && (await findSession(deps, town.id, token))
  if (!session) throw new Error('not signed in')
  return session
}

async function proof(person: Person, client: Client, session?: { id: string; factors: readonly string[] }) {
  const proved = await provePassword(deps, town, client, { ...(session ?? (await signIn(person, client))), personId: person.id }, password)
  if (!proved.ok) throw new Error(proved.failure)
  return proved.value
}

/** Sets an app up from outside, after a code by SMS. */
async function enrol(person: Person, client = outside) {
  const session = await signIn(person, client)
  const begun = await beginApp(deps, town, client, await proof(person, client, session), 'Min telefon')
  if (!begun.ok) throw new Error(begun.failure)
  const journey = await findEnrolment(deps, town, client, person.id)
  if (!journey) throw new Error('no enrolment')
  const secret = Buffer.from(journey.data.secret, 'base64')
  const kept = await submitApp(deps, town, client, session, journey.id, codeOf(secret))
  if (!kept.ok) throw new Error(kept.failure)
  const shown = await findShownCodes(deps, town, client, person.id)
  return { secret, codes: shown?.data.codes ?? [], token: kept.value.token, sessionId: session.id }
}

/** How far a sign-in from outside comes with what is typed by a way. */
async function enter(person: Person, way: Way, typed: string, client = outside) {
  const given = await give(person, client)
  if (!given.ok) return given.failure
  if (given.value.step !== 'code') return given.value.step
  const entered = await submitCode(deps, town, client, given.value.journeyId, typed, { way })
  return entered.ok ? 'signed-in' : entered.failure
}
const told = async (person: Person) => (await sentMessages(deps)).filter(({ recipient }) => recipient === person.email).map(({ purpose }) => purpose)

describe('an app is set up', () => {
  test('with the password and a code by SMS, tells every address, and comes with recovery codes that are shown until they are put away', async () => {
    const person = await newPerson()
    const { codes, token, sessionId } = await enrol(person)
    expect(codes).toHaveLength(10)
    const messages = (await sentMessages(deps)).filter(({ purpose }) => purpose === 'factor-added')
    expect(messages.map(({ channel }) => channel).sort()).toEqual(['email', 'sms'])
    expect((await findSession(deps, town.id, token))?.id).toBe(sessionId)
    expect((await findSession(deps, town.id, token))?.factors).toEqual(['password', 'sms', 'app'])
    await putCodesAway(deps, town, outside, person.id)
    expect(await findShownCodes(deps, town, outside, person.id)).toBeNull()
    expect((await listFactors(deps, town.id, person.id)).recoveryCodes?.left).toBe(10)
  })

  test('inside the network too only after the second factor, which a password alone does not show', async () => {
    const person = await newPerson()
    const session = await signIn(person, inside)
    expect(session.factors).toEqual(['password'])
    expect(await beginApp(deps, town, inside, await proof(person, inside, session), 'thief')).toEqual({ ok: false, failure: 'factor.proofDue' })
    await beginStaffProof(deps, town, inside, session)
    const journey = await findStaffProof(deps, town, inside, person.id)
    const proved = await submitStaffProof(deps, town, inside, session, journey?.id ?? '', await lastCode(deps), 'factor.proved')
    const renewed = proved.ok && (await findSession(deps, town.id, proved.value))
    if (!renewed) throw new Error('not proved')
    expect(await beginApp(deps, town, inside, await proof(person, inside, renewed), 'mine')).toEqual({ ok: true, value: null })
  })

  test('by nobody but its person, in no other browser, and not where the organisation offers none', async () => {
    const person = await newPerson()
    const session = await signIn(person, outside)
    await beginApp(deps, town, outside, await proof(person, outside, session), 'phone')
    const journey = await findEnrolment(deps, town, outside, person.id)
    const code = codeOf(Buffer.from(journey?.data.secret ?? '', 'base64'))
    const ended = { ok: false, failure: 'details.ended' }
    expect(await submitApp(deps, town, inventClient('thief'), session, journey?.id ?? '', code)).toEqual(ended)
    const other = await newPerson()
    expect(await submitApp(deps, town, outside, { ...session, personId: other.id }, journey?.id ?? '', code)).toEqual(ended)
    const without = { ...town, settings: { ...town.settings, factors: { ...town.settings.factors, areAppsOffered: false } } }
    expect(await submitApp(deps, without, outside, session, journey?.id ?? '', code)).toEqual(ended)
    expect(await beginApp(deps, without, outside, await proof(person, outside), 'phone')).toEqual(ended)
  })

  test('not before it shows a right code, and by one of two tabs', async () => {
    const person = await newPerson()
    const session = await signIn(person, outside)
    await beginApp(deps, town, outside, await proof(person, outside, session), 'phone')
    const journey = await findEnrolment(deps, town, outside, person.id)
    const secret = Buffer.from(journey?.data.secret ?? '', 'base64')
    expect(await submitApp(deps, town, outside, session, journey?.id ?? '', '000000')).toEqual({ ok: false, failure: 'factor.app.wrong' })
    expect((await listFactors(deps, town.id, person.id)).apps).toEqual([])
    const answers = await Promise.all([1, 2, 3].map(() => submitApp(deps, town, outside, session, journey?.id ?? '', codeOf(secret))))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await listFactors(deps, town.id, person.id)).apps).toHaveLength(1)
  })
})

describe('at the sign-in of somebody with an app', () => {
  test('no text message goes out, the app is asked for, and its code opens once', async () => {
    const person = await newPerson()
    const { secret } = await enrol(person)
    later()
    const before = (await sentMessages(deps)).length
    const given = await give(person, outside)
    expect(given).toMatchObject({ ok: true, value: { step: 'code' } })
    expect(await sentMessages(deps)).toHaveLength(before)
    expect((await findWaiting(deps, town, outside))?.ways).toEqual(['app', 'sms', 'recovery-code'])
    const code = codeOf(secret)
    expect(await enter(person, 'app', code)).toBe('signed-in')
    expect(await enter(person, 'app', code)).toBe('factor.app.used')
  })

  test('a text message opens too, once it was asked for', async () => {
    const person = await newPerson()
    await enrol(person)
    later()
    const given = await give(person, outside)
    if (!given.ok || given.value.step !== 'code') throw new Error('no code')
    const { journeyId } = given.value
    expect(await submitCode(deps, town, outside, journeyId, '123456')).toEqual({ ok: false, failure: 'code.wrong' })
    expect(await resendCode(deps, town, outside, journeyId)).toEqual({ ok: true, value: null })
    expect(await submitCode(deps, town, outside, journeyId, await lastCode(deps))).toMatchObject({ ok: true })
  })

  test('a recovery code opens once, and its owner is told how many are left', async () => {
    const person = await newPerson()
    const { codes } = await enrol(person)
    expect(await enter(person, 'recovery-code', codes[0] ?? '')).toBe('signed-in')
    expect(await told(person)).toContain('recovery-code-used')
    expect(await enter(person, 'recovery-code', codes[0] ?? '')).toBe('factor.recovery.wrong')
    expect((await listFactors(deps, town.id, person.id)).recoveryCodes?.left).toBe(9)
    const used = await Promise.all([1, 2, 3].map(() => enter(person, 'recovery-code', codes[1] ?? '')))
    expect(used.filter((answer) => answer === 'signed-in')).toHaveLength(1)
  })

  test('whose app is somebody else’s is not let in, nor who has none', async () => {
    const [one, two, none] = [await newPerson(), await newPerson(), await newPerson()]
    const { secret, codes } = await enrol(one)
    await enrol(two)
    later()
    expect(await enter(two, 'app', codeOf(secret))).toBe('factor.app.wrong')
    expect(await enter(two, 'recovery-code', codes[0] ?? '')).toBe('factor.recovery.wrong')
    expect(await enter(none, 'app', codeOf(secret))).toBe('factor.app.wrong')
    expect(await enter(none, 'recovery-code', codes[0] ?? '')).toBe('factor.recovery.wrong')
  })

  test('a number that is not there is not missed, and inside the network nothing is asked', async () => {
    const person = await newPerson()
    const { secret } = await enrol(person)
    expect(await give(person, inside)).toMatchObject({ ok: true, value: { step: 'signed-in' } })
    later()
    expect(await enter(person, 'app', codeOf(secret))).toBe('signed-in')
  })

  test('where nobody is asked for a code, who has set up an app is, but for the organisation that takes the offer back', async () => {
    const person = await newPerson()
    await enrol(person)
    const never = { ...town, settings: { ...town.settings, secondFactor: 'never' as const } }
    expect(await give(person, outside, never)).toMatchObject({ ok: true, value: { step: 'code' } })
    expect(await give(person, inside, never)).toMatchObject({ ok: true, value: { step: 'signed-in' } })
    const without = { ...never, settings: { ...never.settings, factors: { ...never.settings.factors, areAppsOffered: false } } }
    expect(await give(person, outside, without)).toMatchObject({ ok: true, value: { step: 'signed-in' } })
  })
})

describe('what is set up', () => {
  test('is removed with the password and the second factor, told to every address, and asked for no more', async () => {
    const person = await newPerson()
    const { secret } = await enrol(person)
    const [app] = (await listFactors(deps, town.id, person.id)).apps
    const alone = await signIn(person, inside)
    expect(await removeOwnFactor(deps, town, inside, await proof(person, inside, alone), app?.id ?? '')).toEqual({ ok: false, failure: 'factor.proofDue' })
    expect(await renewRecoveryCodes(deps, town, inside, await proof(person, inside, alone))).toEqual({ ok: false, failure: 'factor.proofDue' })
    later()
    const proved = await proveWay(deps, town, inside, alone, { way: 'app', typed: codeOf(secret), act: 'factor.proved' })
    const session = proved.ok && (await findSession(deps, town.id, proved.value))
    if (!session) throw new Error('not proved')
    const other = await newPerson()
    const othersProof = await proof(other, outside)
    expect(await removeOwnFactor(deps, town, outside, othersProof, app?.id ?? '')).toEqual({ ok: false, failure: 'factor.gone' })
    expect(await removeOwnFactor(deps, town, inside, await proof(person, inside, session), app?.id ?? '')).toEqual({ ok: true, value: null })
    expect(await told(person)).toContain('factor-removed')
    later()
    await give(person, outside)
    expect((await findWaiting(deps, town, outside))?.ways).toEqual(['sms'])
  })

  test('new recovery codes take the place of the old ones', async () => {
    const person = await newPerson()
    const { codes, secret } = await enrol(person)
    const session = await signIn(person, outside, secret)
    expect(await renewRecoveryCodes(deps, town, outside, await proof(person, outside, session))).toEqual({ ok: true, value: null })
    const fresh = (await findShownCodes(deps, town, outside, person.id))?.data.codes ?? []
    expect(await enter(person, 'recovery-code', codes[0] ?? '')).toBe('factor.recovery.wrong')
    expect(await enter(person, 'recovery-code', fresh[0] ?? '')).toBe('signed-in')
  })

  test('the desk removes whole: sessions end, the number stays, every address is told', async () => {
    const person = await newPerson()
    const worker = await newPerson({ roles: ['caseworker'] })
    const { secret, token } = await enrol(person)
    const wish = { actorId: worker.id, client: inside, personId: person.id, reason: 'lost the phone' }
    expect(await removeOwnFactors(deps, town, { ...wish, actorId: person.id })).toEqual({ ok: false, failure: 'desk.notAllowed' })
    expect(await removeOwnFactors(deps, town, wish)).toEqual({ ok: true, value: null })
    expect(await removeOwnFactors(deps, town, wish)).toEqual({ ok: false, failure: 'desk.noFactors' })
    expect(await findSession(deps, town.id, token)).toBeNull()
    expect(await told(person)).toContain('factor-removed')
    later()
    await give(person, outside)
    expect((await findWaiting(deps, town, outside))?.ways).toEqual(['sms'])
    expect(await enter(person, 'app', codeOf(secret))).toBe('factor.app.wrong')
  })
})

describe('a new password for somebody with an app', () => {
  const newPassword = 'tallkotte i motvind 88'
  const chosen = 'zebra och tallkotte 99'

  /** Gives every proof of the way back in, as everybody gives them. */
  async function proveContact(person: Person, client: Client) {
    later()
    const begun = await beginRecovery(deps, town, client, person.username ?? '')
    if (!begun.ok) throw new Error(begun.failure)
    await sendRecovery(deps, { organisationId: town.id, journeyId: begun.value.journeyId })
    const answer = await submitRecoveryCode(deps, town, client, { journey: begun.value.journeyId, proof: 0 }, await lastCode(deps))
    if (!answer.ok) throw new Error(answer.failure)
    return begun.value.journeyId
  }

  test('needs the app as well: the code that was sent is not enough, and no step is skipped', async () => {
    const person = await newPerson()
    const { secret } = await enrol(person)
    const client = inventClient(`back ${person.id}`)
    const journeyId = await proveContact(person, client)
    expect((await findRecovery(deps, town, client))?.state).toBe('awaiting-own-factor')
    expect(await setRecoveredPassword(deps, town, client, journeyId, newPassword)).toEqual({ ok: false, failure: 'recover.ended' })
    expect(await submitRecoveryFactor(deps, town, client, journeyId, { way: 'app', typed: '000000' })).toEqual({ ok: false, failure: 'factor.app.wrong' })
    const code = codeOf(secret)
    const thief = await submitRecoveryFactor(deps, town, inventClient('thief'), journeyId, { way: 'app', typed: code })
    expect(thief).toEqual({ ok: false, failure: 'recover.ended' })
    expect(await submitRecoveryFactor(deps, town, client, journeyId, { way: 'app', typed: code })).toEqual({ ok: true, value: null })
    expect(await setRecoveredPassword(deps, town, client, journeyId, newPassword)).toEqual({ ok: true, value: null })
    expect((await listFactors(deps, town.id, person.id)).apps).toHaveLength(1)
  })

  test('takes a recovery code instead, once', async () => {
    const person = await newPerson()
    const { codes } = await enrol(person)
    const client = inventClient(`back ${person.id}`)
    const typed = codes[0] ?? ''
    expect(await submitRecoveryFactor(deps, town, client, await proveContact(person, client), { way: 'recovery-code', typed })).toEqual({
      ok: true,
      value: null,
    })
    const again = await submitRecoveryFactor(deps, town, client, await proveContact(person, client), { way: 'recovery-code', typed })
    expect(again).toEqual({ ok: false, failure: 'factor.recovery.wrong' })
  })

  test('nobody without one is asked, and a way back in that began before the app was there ends', async () => {
    const person = await newPerson()
    const client = inventClient(`back ${person.id}`)
    await proveContact(person, client)
    expect((await findRecovery(deps, town, client))?.state).toBe('new-password')
    await enrol(person)
    expect(await findRecovery(deps, town, client)).toBeNull()
  })

  test('is needed with a first-time password, too', async () => {
    const person = await newPerson()
    const { secret } = await enrol(person)
    const client = inventClient(`first ${person.id}`)
    const issue = { organisationId: town.id, personId: person.id, channel: 'sms', lifeHours: 1 } as const
    const first = await inTransaction(deps, (deps) => issueFirstPassword(deps, issue))
    expect(await submitFirstPassword(deps, town, client, person.username ?? '', first.secret)).toEqual({ ok: true, value: 'awaiting-own-factor' })
    expect(await findChoosing(deps, town, client)).toBeNull()
    const waiting = await findChoosing(deps, town, client, undefined, 'awaiting-own-factor')
    const journeyId = waiting?.journey.id ?? ''
    const choice = { journeyId, username: person.username ?? '', newPassword: chosen }
    expect(await chooseSignIn(deps, town, client, choice)).toEqual({ ok: false, failure: 'recover.ended' })
    later()
    expect(await submitFirstFactor(deps, town, client, journeyId, { way: 'app', typed: '000000' })).toMatchObject({ ok: false })
    expect(await submitFirstFactor(deps, town, client, journeyId, { way: 'app', typed: codeOf(secret) })).toEqual({ ok: true, value: null })
    expect(await chooseSignIn(deps, town, client, choice)).toEqual({ ok: true, value: null })
  })
})

describe('a browser in which a code was typed', () => {
  const wish = { remembersDevice: true }
  const days = (count: number) => database.clock.forward(count * 24 * 60 * 60_000)
  const step = async (person: Person, client: Client, organisation = village) => {
    const given = await give(person, client, organisation)
    return given.ok ? given.value.step : given.failure
  }
  let village: Organisation
  beforeAll(async () => {
    const limits = { messagesPerRecipientPer10Minutes: 1_000, codeRequestsPerAddressPer10Minutes: 1_000 }
    village = await inventOrganisation(deps, 'standard', { factors: { deviceDays: 30 }, limits })
  })
  const villager = () => inventPerson(deps, village, { username: `ola${++count}`, email: `ola${count}@example.org` })

  /** Types a code and asks for none the next time. */
  async function remember(person: Person, client: Client) {
    const given = await give(person, client, village)
    if (!given.ok || given.value.step !== 'code') throw new Error('no code')
    const entered = await submitCode(deps, village, client, given.value.journeyId, await lastCode(deps), wish)
    if (!entered.ok) throw new Error(entered.failure)
    return entered.value
  }

  test('asks for none until its end, and tells why; the password alone does not open the desk', async () => {
    const person = await villager()
    const client = inventClient(`own ${person.id}`)
    await remember(person, client)
    days(29)
    const given = await give(person, client, village)
    if (!given.ok || given.value.step !== 'signed-in') throw new Error('asked')
    expect((await findSession(deps, village.id, given.value.session.token))?.factors).toEqual(['password'])
    const [latest] = await signInHistory(deps, village.id, person.id, 1)
    expect(latest?.details).toMatchObject({ why: 'device', factors: ['password'] })
    days(1)
    expect(await step(person, client)).toBe('code')
  })

  test('is the person’s own: in another browser, for another person and in another organisation a code is asked for', async () => {
    const [person, other] = [await villager(), await villager()]
    const client = inventClient(`own ${person.id}`)
    await remember(person, client)
    expect(await step(person, inventClient('another'))).toBe('code')
    expect(await step(person, inventClient('none', { device: '' }))).toBe('code')
    expect(await step(other, client)).toBe('code')
    const twin = await newPerson({ username: person.username })
    expect(await step(twin, client, { ...town, settings: village.settings })).toBe('code')
    expect(await step(person, client)).toBe('signed-in')
  })

  test('is forgotten by a new password, by the person, by the desk, and by the organisation', async () => {
    const worker = await inventPerson(deps, village, { username: 'worker', email: 'worker@example.org', roles: ['caseworker'] })
    const person = await villager()
    const client = inventClient(`own ${person.id}`)
    const { token } = await remember(person, client)
    const session = await findSession(deps, village.id, token)
    if (!session) throw new Error('not signed in')
    const [device] = await listRememberedDevices(deps, village.id, person.id)
    expect(await forgetOwnDevices(deps, village, client, worker.id, device?.id ?? '')).toBe(0)
    expect(await step(person, client, { ...village, settings: { ...village.settings, factors: { ...village.settings.factors, deviceDays: null } } })).toBe(
      'code',
    )
    expect(await step(person, client)).toBe('signed-in')
    expect(await forgetOwnDevices(deps, village, client, person.id, device?.id ?? '')).toBe(1)
    expect(await step(person, client)).toBe('code')

    await remember(person, client)
    await endSessions(deps, village, { actorId: worker.id, client: inside, personId: person.id, reason: 'asked for it' })
    expect(await step(person, client)).toBe('code')

    await remember(person, client)
    await closeOldWays(deps, village.id, person.id, 'password-change')
    expect(await step(person, client)).toBe('code')
  })

  test('is not remembered where the organisation offers it to nobody, nor without the wish', async () => {
    const person = await newPerson()
    const client = inventClient(`own ${person.id}`)
    const given = await give(person, client)
    if (!given.ok || given.value.step !== 'code') throw new Error('no code')
    await submitCode(deps, town, client, given.value.journeyId, await lastCode(deps), wish)
    expect(await listRememberedDevices(deps, town.id, person.id)).toEqual([])
  })
})

describe('why a code was asked for or not', () => {
  test.each([
    ['always', false, true, false, { step: 'code', why: 'always' }],
    ['always', true, true, false, { step: 'code', why: 'always' }],
    ['outside', false, true, false, { step: 'code', why: 'outside' }],
    ['outside', false, true, true, { step: 'own', why: 'own' }],
    ['outside', true, true, true, { step: 'none', why: 'inside' }],
    ['never', false, true, true, { step: 'own', why: 'own' }],
    ['never', true, true, true, { step: 'none', why: 'inside' }],
    ['never', false, true, false, { step: 'none', why: 'never' }],
    ['never', true, true, false, { step: 'none', why: 'never' }],
    ['always', true, false, true, { step: 'own', why: 'always' }],
    ['outside', false, false, false, { step: 'no-number', why: 'outside' }],
  ] as const)('%s, inside %s, a number %s, an app %s', (secondFactor, isInside, hasNumber, hasOwnFactor, due) => {
    const at = new Date(0)
    const person = { mobile: hasNumber ? '+46701740605' : null, mobileValidatedAt: hasNumber ? at : null, firstSignedInAt: at }
    expect(secondFactorFor({ ...town.settings, secondFactor }, person, { isInside, hasOwnFactor })).toEqual(due)
  })
})

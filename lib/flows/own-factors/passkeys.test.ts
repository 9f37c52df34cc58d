import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, password, sentMessages } from '@/e2e/support/invented'
import { softKey } from '@/e2e/support/soft-key'
import type { Deps } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import { listFactors } from '@/lib/factors/list-factors'
import { passkeyRequest } from '@/lib/factors/passkeys'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { findSession } from '@/lib/sessions/find-session'
import { provesStaff } from '@/lib/sessions/rules'
import { provePassword } from '../change-details/prove-password'
import { freezeAccount } from '../desk/freeze-account'
import { findWaiting, submitCode } from '../sign-in/submit-code'
import { submitPasskey } from '../sign-in/submit-passkey'
import { submitPassword } from '../sign-in/submit-password'
import { beginPasskey, findPasskeyEnrolment, submitNewPasskey } from './enrol-passkey'
import { removeOwnFactor } from './remove-factor'
import { findShownCodes } from './show-codes'

const database = testDatabase()
const origin = 'http://localhost:3000'
const client = inventClient('keys', { origin })
const wrong = { ok: false, failure: 'factor.passkey.wrong' }
let deps: Deps
let town: Organisation
let other: Organisation
beforeAll(async () => {
  deps = database.deps
  const changes = { factors: { arePasskeysOffered: true }, limits: { messagesPerRecipientPer10Minutes: 1_000, codeRequestsPerAddressPer10Minutes: 1_000 } }
  town = await inventOrganisation(deps, 'standard', changes)
  other = await inventOrganisation(deps, 'standard', changes, 'elsewhere')
})

let count = 0
const newPerson = (organisation = town) => inventPerson(deps, organisation, { username: `kari${++count}`, email: `kari${count}@example.org` })
const give = (person: Person, organisation = town) =>
  submitPassword(deps, organisation, client, { identifier: person.username ?? '', password, wishesToBeRemembered: false, returnTo: null }, null)

/** A session of somebody who typed a code, and the password given in it. */
async function proved(person: Person, organisation = town) {
  database.clock.forward(1_000)
  const given = await give(person, organisation)
  if (!given.ok || given.value.step !== 'code') throw new Error('no code')
  const entered = await submitCode(deps, organisation, client, given.value.journeyId, await lastCode(deps))
  const session = entered.ok && (await findSession(deps, organisation.id, entered.value.token))
  if (!session) throw new Error('not signed in')
  const proof = await provePassword(deps, organisation, client, session, password)
  if (!proof.ok) throw new Error('not proved')
  return { session, proof: proof.value }
}

/** Makes a passkey of a new authenticator. */
async function enrol(person: Person, organisation = town, key = softKey(origin)) {
  const { session, proof } = await proved(person, organisation)
  const begun = await beginPasskey(deps, organisation, client, proof, 'Min telefon')
  if (!begun.ok) throw new Error(begun.failure)
  const journey = await findPasskeyEnrolment(deps, organisation, client, person.id)
  const kept = await submitNewPasskey(deps, organisation, client, session, journey?.id ?? '', key.make(journey?.data.options ?? ''))
  return { key, kept, session, proof }
}
const ask = (organisation = town, personId: string | null = null) => passkeyRequest(deps, organisation.id, client.host, personId)
const signIn = (typed: string, organisation = town, from = client) => submitPasskey(deps, organisation, from, typed, null)

describe('a passkey', () => {
  test('is made once, told of, comes with recovery codes, and signs in alone: also the desk', async () => {
    const person = await newPerson()
    const { key, kept } = await enrol(person)
    expect(kept).toMatchObject({ ok: true, value: { hasNewCodes: true } })
    expect((await findShownCodes(deps, town, client, person.id))?.data.codes).toHaveLength(10)
    expect((await sentMessages(deps)).filter(({ purpose, recipient }) => purpose === 'factor-added' && recipient === person.email)).toHaveLength(1)
    const entered = await signIn(key.use(await ask()))
    const session = entered.ok ? await findSession(deps, town.id, entered.value.token) : null
    expect(session?.personId).toBe(person.id)
    expect(session?.factors).toEqual(['passkey'])
    expect(provesStaff(session?.factors ?? [])).toBe(true)
    expect((await listFactors(deps, town.id, person.id)).passkeys).toMatchObject([{ name: 'Min telefon', lastUsedAt: deps.now() }])
  })

  test('answers a challenge once, of whatever many who send it at once, and not when it is old or another', async () => {
    const { key } = await enrol(await newPerson())
    const typed = key.use(await ask())
    const answers = await Promise.all([1, 2, 3, 4].map(() => signIn(typed)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await signIn(typed)).toEqual(wrong)
    const late = await ask()
    database.clock.forward(31 * 60_000)
    expect(await signIn(key.use(late))).toEqual(wrong)
    expect(await signIn(key.use(JSON.stringify({ ...JSON.parse(await ask()), challenge: Buffer.alloc(40).toString('base64url') })))).toEqual(wrong)
    expect(await signIn(key.use(await ask(other)))).toEqual(wrong)
  })

  test('that counts backwards is a copy and refused; its owner is told; one that counts nothing goes on', async () => {
    const person = await newPerson()
    const { key } = await enrol(person)
    expect(await signIn(key.use(await ask(), { counter: 7 }))).toMatchObject({ ok: true })
    for (const counter of [7, 6, 0]) expect(await signIn(key.use(await ask(), { counter }))).toEqual(wrong)
    const told = (await sentMessages(deps)).filter(({ purpose, recipient }) => purpose === 'passkey-copied' && recipient === person.email)
    expect(told).toHaveLength(3)
    const events = await reveal(deps.db).auditEvent.findMany({ where: { act: 'factor.copy-refused', subjectId: person.id } })
    expect(events.map(({ outcome }) => outcome)).toEqual(['failure', 'failure', 'failure'])
    expect(await signIn(key.use(await ask(), { counter: 8 }))).toMatchObject({ ok: true })
    const { key: still } = await enrol(await newPerson())
    for (const counter of [0, 0]) expect(await signIn(still.use(await ask(), { counter }))).toMatchObject({ ok: true })
  })

  test('of another organisation, host, origin or handle, with a wrong signature, or of nobody, gets one answer', async () => {
    const { key } = await enrol(await newPerson())
    const { key: theirs } = await enrol(await newPerson(other), other)
    expect(await signIn(theirs.use(await ask()))).toEqual(wrong)
    expect(await signIn(theirs.use(await ask(other)), other)).toMatchObject({ ok: true })
    expect(await signIn(softKey(origin).use(await ask(), { userHandle: 'AAAA' }))).toEqual(wrong)
    expect(await signIn(key.use(await ask(), { flip: true }))).toEqual(wrong)
    expect(await signIn(key.use(await ask(), { userHandle: Buffer.alloc(32).toString('base64url') }))).toEqual(wrong)
    expect(await signIn(key.use(await ask()), town, { ...client, origin: 'https://evil.example' })).toEqual(wrong)
    expect(await signIn(key.use(await ask()), town, { ...client, host: 'evil.example', origin: 'https://evil.example' })).toEqual(wrong)
    for (const typed of ['', '{}', 'null', 'x'.repeat(60_000)]) expect(await signIn(typed)).toEqual(wrong)
    expect(await signIn(key.use(await ask()))).toMatchObject({ ok: true })
  })

  test('opens no frozen account, and nothing where the organisation offers none', async () => {
    const person = await newPerson()
    const { key } = await enrol(person)
    const without = { ...town, settings: { ...town.settings, factors: { ...town.settings.factors, arePasskeysOffered: false } } }
    expect(await signIn(key.use(await ask()), without)).toEqual(wrong)
    expect(await freezeAccount(deps, town, { actorId: null, client: null, personId: person.id, reason: 'asked for it' })).toEqual({ ok: true, value: null })
    expect(await signIn(key.use(await ask()))).toEqual(wrong)
  })

  test('is a second factor after the password, for its own person alone', async () => {
    const [person, thief] = [await newPerson(), await newPerson()]
    const { key } = await enrol(person)
    const { key: theirs } = await enrol(thief)
    const given = await give(person)
    if (!given.ok || given.value.step !== 'code') throw new Error('no code')
    expect((await findWaiting(deps, town, client))?.ways).toEqual(['passkey', 'sms', 'recovery-code'])
    const answer = (typed: string) => submitCode(deps, town, client, given.value.step === 'code' ? given.value.journeyId : '', typed, { way: 'passkey' })
    expect(await answer(theirs.use(await ask(town, person.id)))).toEqual(wrong)
    expect(await answer(key.use(await ask(town, thief.id)))).toEqual(wrong)
    expect(await answer(key.use(await ask()))).toEqual(wrong)
    expect(await answer(key.use(await ask(town, person.id)))).toMatchObject({ ok: true })
  })

  test('is not made twice of one authenticator, nor for another person, and its user handle is chance', async () => {
    const person = await newPerson()
    const { key, kept } = await enrol(person)
    expect(kept.ok).toBe(true)
    expect((await enrol(await newPerson(), town, key)).kept).toEqual(wrong)
    const { proof } = await proved(await newPerson())
    await beginPasskey(deps, town, client, proof, 'x')
    const journey = await findPasskeyEnrolment(deps, town, client, proof.personId)
    const { user, excludeCredentials } = JSON.parse(journey?.data.options ?? '{}')
    expect(Buffer.from(user.id, 'base64url')).toHaveLength(32)
    expect(excludeCredentials).toEqual([])
  })

  test('that is removed signs in no more', async () => {
    const person = await newPerson()
    const { key, proof } = await enrol(person)
    const [mine] = (await listFactors(deps, town.id, person.id)).passkeys
    const { proof: othersProof } = await proved(await newPerson())
    expect(await removeOwnFactor(deps, town, client, othersProof, mine?.id ?? '')).toEqual({ ok: false, failure: 'factor.gone' })
    expect(await removeOwnFactor(deps, town, client, proof, mine?.id ?? '')).toEqual({ ok: true, value: null })
    expect(await signIn(key.use(await ask()))).toEqual(wrong)
    expect((await listFactors(deps, town.id, person.id)).recoveryCodes).toBeNull()
  })
})

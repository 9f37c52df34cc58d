import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, sentMessages } from '@/e2e/support/invented'
import { type Account, otherClient, startOtherProvider } from '@/e2e/support/other-provider'
import { checkEnvironment } from '@/lib/core/env'
import { reveal } from '@/lib/core/prisma'
import { submitCode } from '@/lib/flows/sign-in/submit-code'
import { submitPassword } from '@/lib/flows/sign-in/submit-password'
import type { Organisation, OrganisationSettingsInput } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { testProvider } from '@/lib/providers/test-provider'
import { findSession } from '@/lib/sessions/find-session'
import { changeProviderSecret } from '../change-outside-secret'
import { beginProvider } from './begin-provider'
import { finishProvider } from './finish-provider'

// The portal as the client of another provider, which is run from `oidc-provider` on this machine.

const database = testDatabase()
/** The library's clock is the real one, so is ours here. */
const deps = () => ({ ...database.deps, now: () => new Date() })
const redirectUri = 'http://localhost:3000/hameenportti/sign-in/provider/return'
const operator = { actorId: null, client: null, reason: 'a test' }
const liv: Account = { sub: 'liv', claims: { email: 'Liv@Example.org', email_verified: true, given_name: 'Liv', family_name: 'Lind' } }

let other: Awaited<ReturnType<typeof startOtherProvider>>
let city: Organisation
let official: Person
let browsers = 0

const providerSettings = (changes: object = {}) => ({ issuer: other.issuer, clientId: otherClient.id, groups: ['officials'], ...changes })

async function cityWith(changes: object = {}, more: Partial<OrganisationSettingsInput> = {}) {
  city = await inventOrganisation(database.deps, 'hameenportti', { ...more, provider: providerSettings(changes) })
  await changeProviderSecret(deps(), city, operator, otherClient.secret)
  return city
}

beforeAll(async () => {
  process.env.PRIVATE_NETWORKS_ALLOWED = '127.0.0.0/8'
  checkEnvironment(['database'])
  other = await startOtherProvider([redirectUri])
  await cityWith()
  official = await inventPerson(database.deps, city, { username: 'liv', email: 'liv@example.org', groups: ['officials'] })
})
afterAll(async () => {
  delete process.env.PRIVATE_NETWORKS_ALLOWED
  checkEnvironment(['database'])
  await other.stop()
})
beforeEach(() => Object.assign(other.state, { somebody: liv, fault: {}, isAway: false }))

const newClient = () => inventClient(`browser ${browsers++}`)
const begin = async (client = newClient(), wish: object = {}) => {
  const begun = await beginProvider(deps(), city, client, { redirectUri, returnTo: null, language: 'fi', isAgain: false, ...wish })
  if (!begun.ok) throw new Error(begun.failure)
  return { client, address: begun.value }
}

/** A browser at the other provider: cookies, redirects, and back with what the address says. */
async function goThere(address: string): Promise<string> {
  const jar = new Map<string, string>()
  for (let next = address; ; ) {
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const location = answer.headers.get('location')
    if (!location) throw new Error(`${answer.status} at ${next}: ${(await answer.text()).slice(0, 500)}`)
    next = new URL(location, next).href
    if (next.startsWith(redirectUri)) return new URL(next).search
  }
}

const finish = (client: ReturnType<typeof newClient>, query: string, of = city) => finishProvider(deps(), of, client, query)

async function signIn(wish: object = {}) {
  const { client, address } = await begin(newClient(), wish)
  return finish(client, await goThere(address))
}
const failureOf = async (work: ReturnType<typeof finish>) => {
  const answer = await work
  return answer.ok ? 'none' : answer.failure
}
async function sessionOf(answer: Awaited<ReturnType<typeof finish>>) {
  if (!answer.ok || answer.value.step !== 'signed-in') throw new Error(answer.ok ? 'a code is due' : answer.failure)
  return findSession(deps(), city.id, answer.value.session.token)
}
const lastEvent = (act: string) => reveal(database.deps.db).auditEvent.findFirst({ where: { organisationId: city.id, act }, orderBy: { id: 'desc' } })

describe('an official who signs in at the other provider', () => {
  test('comes in by the attribute that it verified, and the log says how (H7)', async () => {
    const session = await sessionOf(await signIn())
    expect(session).toMatchObject({ personId: official.id, factors: ['provider'] })
    expect(await lastEvent('sign-in.succeeded')).toMatchObject({ actorId: official.id, details: { factors: ['provider'], why: 'never' } })
  })

  test('or keeps the old user name and password, and is told of no new one', async () => {
    const keeper = await inventPerson(database.deps, city, { username: null, email: 'keeper@example.org', formerUsername: 'vanha', groups: ['officials'] })
    const typed = { identifier: 'vanha', password: 'Kvastfot-73-Zzyx!', wishesToBeRemembered: false, returnTo: null }
    const answer = await submitPassword(deps(), city, newClient(), typed, null)
    expect(answer).toMatchObject({ ok: true, value: { step: 'signed-in', session: { isToldOfNewName: false } } })
    expect(keeper.email).toBe('keeper@example.org')
  })

  test('goes where they wanted to go, and nowhere from an answer twice: of two tabs one comes in', async () => {
    const { client, address } = await begin(newClient(), { returnTo: '/hameenportti/help' })
    const query = await goThere(address)
    const both = await Promise.all([finish(client, query), finish(client, query)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => ok)).toMatchObject({ value: { session: { returnTo: '/hameenportti/help' } } })
    expect(both.find(({ ok }) => !ok)).toMatchObject({ failure: 'provider.ended' })
  })

  test('may have two tabs under way in one browser, each with its own answer', async () => {
    const one = await begin()
    const two = await begin(one.client)
    expect((await finish(one.client, await goThere(one.address))).ok).toBe(true)
    expect((await finish(one.client, await goThere(two.address))).ok).toBe(true)
  })

  test('was proved when the provider says, and not when they came back; one that says nothing proves nothing fresh', async () => {
    const authTime = Math.floor(Date.now() / 1_000) - 3_000
    other.state.somebody = { ...liv, authTime }
    expect((await sessionOf(await signIn()))?.authenticatedAt.getTime()).toBe(authTime * 1_000)
    other.state.somebody = liv
    other.state.fault.claims = ({ auth_time: _none, ...claims }) => claims
    const session = await sessionOf(await signIn())
    expect(Date.now() - Number(session?.authenticatedAt)).toBeGreaterThanOrEqual(city.settings.sessions.freshMinutes * 60_000)
  })

  test('is asked there anew where a system here wants that, and an old sign-in is no answer to it', async () => {
    const { client, address } = await begin(newClient(), { isAgain: true })
    expect(Object.fromEntries(new URL(address).searchParams)).toMatchObject({ prompt: 'login', max_age: '0', code_challenge_method: 'S256', ui_locales: 'fi' })
    const query = await goThere(address)
    other.state.fault.claims = (claims) => ({ ...claims, auth_time: Math.floor(Date.now() / 1_000) - 3_000 })
    expect(await failureOf(finish(client, query))).toBe('provider.wrong')
  })
})

describe('one and the same answer, and the log alone knows why, for', () => {
  const refused = async (why: string, somebody: Account) => {
    other.state.somebody = somebody
    expect(await failureOf(signIn())).toBe('provider.nobody')
    expect(await lastEvent('sign-in.provider-refused')).toMatchObject({ outcome: 'failure', details: { why } })
  }
  const claims = { email_verified: true }

  test('somebody whom the register does not know, and nobody is made', async () => {
    await refused('unknown', { sub: 'x', claims: { ...claims, email: 'stranger@example.org' } })
    expect(await reveal(database.deps.db).person.count({ where: { organisationId: city.id, email: 'stranger@example.org' } })).toBe(0)
  })
  test('an attribute that nobody verified', () => refused('unverified', { sub: 'liv', claims: { email: 'liv@example.org', email_verified: false } }))
  test('an attribute that is not there', () => refused('no-claim', { sub: 'liv', claims }))
  test('a name of another kind: the user name is no e-mail address', () => refused('unknown', { sub: 'liv', claims: { ...claims, email: 'liv' } }))
  test('an old name', async () => {
    await inventPerson(database.deps, city, { username: 'former', email: 'new@example.org', formerUsername: 'old@example.org', groups: ['officials'] })
    await refused('unknown', { sub: 'old', claims: { ...claims, email: 'old@example.org' } })
  })
  test('an address that the register has and nobody proved', async () => {
    await inventPerson(database.deps, city, { username: 'unproved', email: 'unproved@example.org', emailValidatedAt: null, groups: ['officials'] })
    await refused('unknown', { sub: 'un', claims: { ...claims, email: 'unproved@example.org' } })
  })
  test('somebody of another group', async () => {
    await inventPerson(database.deps, city, { username: 'citizen', email: 'citizen@example.org' })
    await refused('group', { sub: 'citizen', claims: { ...claims, email: 'citizen@example.org' } })
  })
  test.each(['frozen', 'disabled'])('a %s account', async (status) => {
    await inventPerson(database.deps, city, { username: status, email: `${status}@example.org`, status, groups: ['officials'] })
    await refused('closed', { sub: status, claims: { ...claims, email: `${status}@example.org` } })
  })
  test('a locked account', async () => {
    await inventPerson(database.deps, city, { username: 'locked', email: 'locked@example.org', groups: ['officials'] })
    const typed = { identifier: 'locked', password: 'wrong', wishesToBeRemembered: false, returnTo: null }
    for (let tries = 0; tries < city.settings.lock.failures; tries++) await submitPassword(deps(), city, newClient(), typed, null)
    await refused('locked', { sub: 'locked', claims: { ...claims, email: 'locked@example.org' } })
  })
})

describe('nobody comes in by', () => {
  test('an answer in another browser, to another organisation, without a question, or with one that is not ours', async () => {
    const { client, address } = await begin()
    const query = await goThere(address)
    const elsewhere = await inventOrganisation(database.deps, 'motafors', { provider: providerSettings({ groups: [] }) })
    expect(await failureOf(finish(newClient(), query))).toBe('provider.ended')
    expect(await failureOf(finish(client, query, elsewhere))).toBe('provider.ended')
    expect(await failureOf(finish(client, ''))).toBe('provider.ended')
    expect(await failureOf(finish(client, query.replace(/state=[^&]+/, 'state=guessed')))).toBe('provider.ended')
    expect((await finish(client, query)).ok).toBe(true)
  })

  test('a code of another question', async () => {
    const first = await begin()
    const second = await begin(first.client)
    const code = new URLSearchParams(await goThere(first.address)).get('code')
    const query = (await goThere(second.address)).replace(/code=[^&]+/, `code=${code}`)
    expect(await failureOf(finish(first.client, query))).toBe('provider.wrong')
  })

  test('an answer that another issuer signed (RFC 9207), or none', async () => {
    const mixedUp = await begin()
    const query = (await goThere(mixedUp.address)).replace(/iss=[^&]+/, `iss=${encodeURIComponent('https://evil.example.org')}`)
    expect(await failureOf(finish(mixedUp.client, query))).toBe('provider.wrong')
    const without = await begin()
    expect(await failureOf(finish(without.client, (await goThere(without.address)).replace(/&iss=[^&]+/, '')))).toBe('provider.wrong')
  })

  test.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['another nonce', (claims) => ({ ...claims, nonce: 'of another question' })],
    ['no nonce', ({ nonce: _none, ...claims }) => claims],
    ['another issuer', (claims) => ({ ...claims, iss: 'https://evil.example.org' })],
    ['another audience', (claims) => ({ ...claims, aud: 'another client' })],
    ['a time that is over', (claims) => ({ ...claims, exp: 1_700_000_000 })],
  ])('an ID token with %s', async (_what, claims) => {
    other.state.fault.claims = claims
    expect(await failureOf(signIn())).toBe('provider.wrong')
  })

  test('an ID token that another key signed', async () => {
    other.state.fault.isForeignKey = true
    expect(await failureOf(signIn())).toBe('provider.wrong')
  })

  test('an answer to settings of before', async () => {
    const { client, address } = await begin()
    const query = await goThere(address)
    const changed = { ...city, settings: { ...city.settings, provider: { ...city.settings.provider, clientId: 'another' } } }
    expect(await failureOf(finish(client, query, changed))).toBe('provider.wrong')
  })

  test('turning back there, which is no fault', async () => {
    other.state.somebody = null
    expect(await failureOf(signIn())).toBe('provider.declined')
  })

  test('a provider that is away, before or after', async () => {
    const { client, address } = await begin()
    const query = await goThere(address)
    other.state.isAway = true
    expect(await failureOf(finish(client, query))).toBe('provider.away')
    const elsewhere = await inventOrganisation(database.deps, 'motafors', { provider: providerSettings({ issuer: 'http://127.0.0.1:9' }) })
    await changeProviderSecret(deps(), elsewhere, operator, otherClient.secret)
    const begun = await beginProvider(deps(), elsewhere, newClient(), { redirectUri, returnTo: null, language: 'sv', isAgain: false })
    expect(begun).toMatchObject({ ok: false, failure: 'provider.away' })
  })

  test('too many tries from one place', async () => {
    const strict = await inventOrganisation(database.deps, 'kristinehov', {
      provider: providerSettings({ groups: [] }),
      limits: { failedSignInsPerAddressPer10Minutes: 10 },
    })
    await changeProviderSecret(deps(), strict, operator, otherClient.secret)
    const asker = inventClient('flood', { address: '198.51.100.77' })
    const ask = () => beginProvider(deps(), strict, asker, { redirectUri, returnTo: null, language: 'sv', isAgain: false })
    for (let tries = 0; tries < 10; tries++) {
      const begun = await ask()
      if (!begun.ok) throw new Error(begun.failure)
      const query = `?state=${new URL(begun.value).searchParams.get('state')}&code=x&iss=${encodeURIComponent(other.issuer)}`
      expect(await failureOf(finishProvider(deps(), strict, asker, query))).toBe('provider.wrong')
    }
    expect(await ask()).toMatchObject({ failure: 'signIn.tooManyFromHere' })
  })
})

test('a key that turned between the way there and the way back is known', async () => {
  const { client, address } = await begin()
  const query = await goThere(address)
  other.turnKey()
  expect((await finish(client, query)).ok).toBe(true)
})

describe('the second factor', () => {
  const strict = { secondFactor: 'always', recovery: { proofs: [['email'], ['sms']] } } satisfies Partial<OrganisationSettingsInput>

  test('is asked for here as after a password, unless the provider says that it was given there', async () => {
    await cityWith({}, strict)
    const { client, address } = await begin()
    const answer = await finish(client, await goThere(address))
    if (!answer.ok || answer.value.step !== 'code') throw new Error('no code is due')
    expect(await lastEvent('sign-in.provider-accepted')).toMatchObject({ actorId: official.id })
    const entered = await submitCode(deps(), city, client, answer.value.journeyId, await lastCode(database.deps))
    const session = entered.ok ? await findSession(deps(), city.id, entered.value.token) : null
    expect(session).toMatchObject({ personId: official.id, factors: ['provider', 'sms'] })

    await cityWith({ secondFactorAcr: ['urn:other:mfa'] }, strict)
    expect(await signIn()).toMatchObject({ ok: true, value: { step: 'code' } }) // it does not say so
    other.state.somebody = { ...liv, acr: 'urn:other:mfa' }
    expect(await sessionOf(await signIn())).toMatchObject({ factors: ['provider', 'provider-factor'] })
    expect(await lastEvent('sign-in.succeeded')).toMatchObject({ details: { why: 'provider' } })
  })

  test('the first sign-in ever stays inside, also by the other provider', async () => {
    await cityWith({}, { signIn: { isFirstInsideOnly: true } })
    await inventPerson(database.deps, city, { username: 'first', email: 'first@example.org', firstSignedInAt: null, groups: ['officials'] })
    other.state.somebody = { sub: 'first', claims: { email: 'first@example.org', email_verified: true } }
    expect(await failureOf(signIn())).toBe('signIn.firstInside')
  })
})

test('where the organisation says so, whoever is verified and unknown comes into the register, and is told', async () => {
  await cityWith({ groups: [], isCreating: true })
  other.state.somebody = { sub: 'new', claims: { email: 'brand.new@example.org', email_verified: true, given_name: 'Nora', family_name: 'Ny' } }
  const session = await sessionOf(await signIn())
  const person = await reveal(database.deps.db).person.findUnique({ where: { organisationId_id: { organisationId: city.id, id: session?.personId ?? '' } } })
  expect(person).toMatchObject({ givenName: 'Nora', familyName: 'Ny', email: 'brand.new@example.org' })
  expect((await sentMessages(database.deps)).some(({ recipient, purpose }) => recipient === 'brand.new@example.org' && purpose === 'registered')).toBe(true)
  other.state.somebody = { sub: 'new2', claims: { email: 'un.verified@example.org', email_verified: false } }
  expect(await failureOf(signIn())).toBe('provider.nobody')
  await cityWith()
})

describe('the test of the connection says', () => {
  const tested = async (changes: object, secret: string | null = otherClient.secret) => {
    const of = { id: city.id, settings: { provider: { ...city.settings.provider, ...changes } } }
    if (secret) await changeProviderSecret(deps(), of, operator, secret)
    return (await testProvider(deps(), of)).trouble
  }

  test('that all is well, and what is wrong', async () => {
    expect(await tested({})).toBe(null)
    expect(await tested({}, 'wrong')).toBe('badSecret')
    expect(await tested({ clientId: 'nobody-kept-a-secret' }, null)).toBe('noSecret')
    expect(await tested({ issuer: `${other.issuer}/elsewhere` })).toBe('noDiscovery')
    expect(await tested({ issuer: other.issuer.replace('127.0.0.1', 'localhost') })).toBe('otherIssuer')
    expect(await tested({ issuer: 'http://127.0.0.1:9' })).toBe('refused')
    expect(await tested({ issuer: 'https://no-such-host.invalid' })).toBe('unknownName')
    expect(await tested({ issuer: 'https://10.1.2.3' })).toBe('notAllowed')
    await changeProviderSecret(deps(), city, operator, otherClient.secret)
  })
})

test('a copy of the database opens nothing: neither the secret nor what a question was asked with lies there readable', async () => {
  const { address } = await begin()
  const nonce = String(new URL(address).searchParams.get('nonce'))
  const db = reveal(database.deps.db)
  const rows = JSON.stringify(await db.$queryRaw`SELECT s::text FROM outside_secrets s UNION ALL SELECT j::text FROM journeys j`)
  for (const secret of [otherClient.secret, nonce]) {
    expect(rows).not.toContain(secret)
    expect(rows).not.toContain(Buffer.from(secret).toString('hex'))
  }
})

import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson } from '@/e2e/support/invented'
import { checkEnvironment } from '@/lib/core/env'
import { reveal } from '@/lib/core/prisma'
import { agreeToClient } from '@/lib/flows/openid/agree-to-client'
import { changeClient, changeSecret, removeClient } from '@/lib/flows/openid/change-client'
import { makeClient } from '@/lib/flows/openid/make-client'
import { changeClientForm, makeClientForm } from '@/lib/flows/openid/schema'
import { endedSignIn, tellClient, tellEndedSessions } from '@/lib/flows/openid/tell-clients'
import { makeKey } from '@/lib/oidc/keys/make-key'
import { areKeysLost } from '@/lib/oidc/keys/open-keys'
import { readKeys } from '@/lib/oidc/keys/read-keys'
import { rotateKeys } from '@/lib/oidc/keys/rotate-keys'
import type { NewClient } from '@/lib/oidc/schema'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { endSessions } from '@/lib/sessions/end-sessions'
import { openSession } from '@/lib/sessions/open-session'
import { cookieNames } from './cookie-names'
import { readLeft } from './left-page'
import { answerOpenid } from './openid'
import { placeRequest } from './place-request'
import { stamp } from './stamps'

// The conformance suite's basic and logout plans as our own tests: a relying party built with `openid-client` against the
// provider on a real server. The clock of the library is the real one, so is ours here.

const database = testDatabase()
const deps = () => ({ ...database.deps, now: () => new Date() })
const base = 'http://localhost:3000'
const callback = 'https://rp.example.org/callback'

let server: Server
let told: Server
let here = ''
let organisation: Organisation
let elsewhere: Organisation
let person: Person
const logoutTokens: string[] = []

beforeAll(async () => {
  organisation = await inventOrganisation(database.deps, 'hameenportti')
  elsewhere = await inventOrganisation(database.deps, 'motafors', { factors: { areAppsOffered: true, requiredGroups: ['Board'] } })
  person = await inventPerson(database.deps, organisation, { email: 'erkki@example.org', username: 'erkki', groups: ['staff'] })
  server = createServer((request, response) => {
    const place = placeRequest(request.url ?? '/', null)
    Object.assign(request.headers, { host: 'localhost:3000', [stamp.host]: 'localhost:3000', [stamp.address]: '203.0.113.9', 'x-forwarded-proto': 'http' })
    const of = [organisation, elsewhere].find(({ slug }) => slug === place.slug) ?? organisation
    answerOpenid({ deps: deps(), organisation: of, place, request, response, nonce: 'nonce' }).catch((error) => response.destroy(error))
  })
  here = await listen(server)
  told = createServer((request, response) => {
    let body = ''
    request
      .on('data', (piece) => (body += piece))
      .on('end', () => {
        logoutTokens.push(new URLSearchParams(body).get('logout_token') ?? '')
        response.end()
      })
  })
})
afterAll(() => {
  server.close()
  told.close()
})

const listen = (server: Server) =>
  new Promise<string>((done) => server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)))

const atServer = (address: string) => address.replace(base, here)
const viaServer: openid.CustomFetch = (url, options) => fetch(atServer(url), options as RequestInit)

async function register(wish: Partial<NewClient> = {}, of = organisation) {
  const made = await makeClient(
    deps(),
    of,
    { actorId: null, client: null, reason: 'a test' },
    {
      name: 'Kirjasto',
      isPublic: false,
      redirectUris: [callback],
      logoutUris: ['https://rp.example.org/bye'],
      backchannelUri: null,
      frontchannelUri: null,
      groupId: null,
      scopes: ['openid', 'profile', 'email', 'groups', 'offline_access'],
      asksPerson: false,
      ...wish,
    },
  )
  if (!made.ok) throw new Error(made.failure)
  return made.value
}

/** What `openid-client` knows of us, and of itself. */
async function relyingParty({ id, secret }: { id: string; secret: string | null }, of = organisation) {
  const proof = secret ? openid.ClientSecretBasic(secret) : openid.None()
  const config = await openid.discovery(new URL(`${base}/${of.slug}/oidc`), id, undefined, proof, {
    execute: [openid.allowInsecureRequests],
    [openid.customFetch]: viaServer,
  })
  config[openid.customFetch] = viaServer
  return config
}

/** A browser: cookies by path, redirects by hand. */
function browser() {
  const jar = new Map<string, { value: string; path: string }>()
  async function open(address: string, init: RequestInit = {}) {
    const { pathname } = new URL(address)
    const cookie = [...jar].filter(([, { path }]) => pathname.startsWith(path)).map(([name, { value }]) => `${name}=${value}`)
    const answer = await fetch(atServer(address), { redirect: 'manual', ...init, headers: { cookie: cookie.join('; '), ...init.headers } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/'
      if (value === '' || /expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, { value, path })
    }
    return answer
  }
  return {
    jar,
    open,
    async signIn(changes: Partial<Parameters<typeof openSession>[1]> = {}) {
      const session = await openSession(deps(), {
        organisation,
        personId: person.id,
        roles: [],
        wishesToBeRemembered: false,
        factors: ['password'],
        client: inventClient(),
        ...changes,
      })
      jar.set(cookieNames.session(organisation.slug), { value: session.token, path: '/' })
      return session
    },
    /** Follows where it leads, until it leaves the provider. */
    async follow(address: string): Promise<{ to: URL; page: string; status: number }> {
      let next = address
      for (let steps = 0; steps < 10; steps++) {
        const answer = await open(next)
        const page = await answer.text()
        const refresh = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
        const location = answer.headers.get('location') ?? refresh
        if (!location) return { to: new URL(next), page, status: answer.status }
        next = new URL(location, next).href
        if (!next.startsWith(`${base}/`) || !new URL(next).pathname.includes('/oidc')) return { to: new URL(next), page, status: answer.status }
      }
      throw new Error('it leads round in circles')
    },
  }
}

type Asked = Record<string, string>
async function ask(config: openid.Configuration, more: Asked = {}) {
  const verifier = openid.randomPKCECodeVerifier()
  const state = openid.randomState()
  const nonce = openid.randomNonce()
  const parameters = {
    redirect_uri: callback,
    scope: 'openid profile email',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  }
  return {
    address: openid.buildAuthorizationUrl(config, parameters).href,
    redeem: (to: URL, checks: Partial<openid.AuthorizationCodeGrantChecks> = {}) =>
      openid.authorizationCodeGrant(config, to, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, ...checks }),
  }
}

async function signedIn(more: Asked = {}, wish: Partial<NewClient> = {}, how: Parameters<ReturnType<typeof browser>['signIn']>[0] = {}) {
  const client = await register(wish)
  const config = await relyingParty(client)
  const visitor = browser()
  const session = await visitor.signIn(how)
  const { address, redeem } = await ask(config, more)
  const { to } = await visitor.follow(address)
  return { client, config, visitor, session, to, redeem }
}

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: { error?: string; code?: string; cause?: { error?: string } }) => error.error ?? error.cause?.error ?? error.code ?? String(error),
  )

describe('a system that signs people in through the portal', () => {
  test('takes who is signed in as they are, and learns what the organisation allows, to whom, when and how surely (H11)', async () => {
    const { config, to, redeem, session } = await signedIn({ scope: 'openid profile email groups' }, {}, { factors: ['password', 'sms'] })
    const tokens = await redeem(to)
    const claims = tokens.claims()
    expect(claims).toMatchObject({ sub: person.id, acr: 'urn:porten:acr:two-factors', amr: ['pwd', 'sms', 'mfa'] })
    const row = await reveal(database.deps.db).session.findFirstOrThrow({ where: { id: session.id } })
    expect(claims?.auth_time).toBe(Math.floor(row.authenticatedAt.getTime() / 1_000))
    const told = await openid.fetchUserInfo(config, tokens.access_token, person.id)
    expect(told).toEqual({
      sub: person.id,
      name: 'Gunhild Bergqvist',
      given_name: 'Gunhild',
      family_name: 'Bergqvist',
      preferred_username: 'erkki',
      email: 'erkki@example.org',
      email_verified: true,
      groups: ['staff'],
    })
    const events = await reveal(database.deps.db).auditEvent.findMany({ where: { act: 'clients.signed-in', actorId: person.id } })
    expect(events.length).toBeGreaterThan(0)
  })

  test.each([
    [{ factors: ['password'], client: inventClient('inside', { isInside: true }) }, 'urn:porten:acr:trusted-network'],
    [{ factors: ['password'] }, 'urn:porten:acr:password'],
  ])('is told of no second factor where there was none (%#)', async (how, acr) => {
    const { to, redeem } = await signedIn({}, {}, how)
    expect((await redeem(to)).claims()).toMatchObject({ acr, amr: ['pwd'] })
  })

  test('sends a stranger to the usual sign-in page and gets them back from there; no cookie of the library holds the sign-in', async () => {
    const config = await relyingParty(await register())
    const visitor = browser()
    const { address, redeem } = await ask(config)
    const { to } = await visitor.follow(address)
    expect(to.pathname).toBe('/hameenportti/sign-in')
    const back = String(to.searchParams.get('to'))
    expect(back).toMatch(/^\/hameenportti\/oidc\/interaction\/[\w-]+$/)
    await visitor.signIn()
    const { to: end } = await visitor.follow(base + back)
    expect((await redeem(end)).claims()?.sub).toBe(person.id)
    expect([...visitor.jar.keys()].filter((name) => name.startsWith('_session'))).toEqual([])
  })

  test('gets nothing by an address that is not exactly its own, nor does anybody get sent there', async () => {
    const config = await relyingParty(await register())
    const visitor = browser()
    await visitor.signIn()
    for (const wrong of [
      `${callback}/more`,
      `${callback}?x=1`,
      'https://rp.example.org/',
      'https://evil.example.org/callback',
      'http://rp.example.org/callback',
    ]) {
      const { address } = await ask(config, { redirect_uri: wrong })
      const { to, status } = await visitor.follow(address)
      expect([to.origin, status]).toEqual([base, 400])
    }
  })

  test('must prove by PKCE that the code is its own', async () => {
    const { to, config } = await signedIn()
    expect(
      await errorOf(
        openid.authorizationCodeGrant(config, to, {
          pkceCodeVerifier: openid.randomPKCECodeVerifier(),
          expectedState: openid.skipStateCheck as never,
          expectedNonce: openid.skipStateCheck as never,
        }),
      ),
    ).not.toBe('none')
    const visitor = browser()
    await visitor.signIn()
    const bare = openid.buildAuthorizationUrl(config, { redirect_uri: callback, scope: 'openid', state: 'state' })
    const answer = await visitor.follow(bare.href)
    expect(answer.to.searchParams.get('error')).toBe('invalid_request')
    const { address } = await ask(config, { code_challenge_method: 'plain' })
    expect((await visitor.follow(address)).to.searchParams.get('error')).toBe('invalid_request')
  })

  test('redeems a code once: of two at once one, and a replay takes back what the first one gave', async () => {
    const { config, to, redeem } = await signedIn()
    const both = await Promise.all([
      redeem(to).then(
        () => 'given',
        () => 'refused',
      ),
      redeem(to).then(
        () => 'given',
        () => 'refused',
      ),
    ])
    expect(both.filter((one) => one === 'given').length).toBeLessThanOrEqual(1)
    const again = await signedIn()
    const tokens = await again.redeem(again.to)
    expect(await errorOf(again.redeem(again.to))).toBe('invalid_grant')
    expect(await errorOf(openid.fetchUserInfo(config, tokens.access_token, person.id))).not.toBe('none')
  })

  test('asks with prompt=none without a page: an answer for who is signed in, an error for a stranger', async () => {
    const { to, redeem, config } = await signedIn({ prompt: 'none' })
    expect((await redeem(to)).claims()?.sub).toBe(person.id)
    const { address } = await ask(config, { prompt: 'none' })
    expect((await browser().follow(address)).to.searchParams.get('error')).toBe('login_required')
  })

  test.each<Asked>([{ prompt: 'login' }, { max_age: '0' }])('has the password proved anew where it asks for that (%j)', async (more) => {
    const { config, to, visitor } = await signedIn()
    expect(to.origin).toBe('https://rp.example.org')
    await new Promise((later) => setTimeout(later, 1_100)) // what is a second old is older than `max_age=0`
    const { address, redeem } = await ask(config, more)
    const { to: first } = await visitor.follow(address)
    expect([first.pathname, first.searchParams.get('again')]).toEqual(['/hameenportti/sign-in', '1'])
    const back = base + String(first.searchParams.get('to'))
    expect((await visitor.follow(back)).to.pathname).toBe('/hameenportti/sign-in') // who goes on without is sent again
    const before = Math.floor(Date.now() / 1_000)
    await visitor.signIn()
    const { to: end } = await visitor.follow(back)
    expect((await redeem(end)).claims()?.auth_time).toBeGreaterThanOrEqual(before)
  })

  test('is not shown somebody else than the one it asked for', async () => {
    const { config, to, redeem, visitor } = await signedIn()
    const hint = String((await redeem(to)).id_token)
    const other = await inventPerson(database.deps, organisation, { username: `other${Date.now()}`, email: null })
    await visitor.signIn({ personId: other.id })
    const { address } = await ask(config, { id_token_hint: hint })
    expect((await visitor.follow(address)).to.searchParams.get('error')).toBe('login_required')
  })

  test('learns what the person agreed to, asked once, and nothing by another person’s word or without an answer', async () => {
    const { config, to, visitor, client } = await signedIn({}, { asksPerson: true })
    expect(to.pathname).toBe('/hameenportti/consent')
    const question = String(to.searchParams.get('of'))
    const back = `${base}/hameenportti/oidc/interaction/${question}`
    expect((await visitor.follow(back)).to.pathname).toBe('/hameenportti/consent')
    expect(await agreeToClient(deps(), elsewhere, inventClient(), person.id, question)).toBe(false)
    expect(await agreeToClient(deps(), organisation, inventClient(), person.id, question)).toBe(true)
    expect((await visitor.follow(back)).to.searchParams.get('code')).toBeTruthy()
    const again = await ask(config)
    const { to: end } = await visitor.follow(again.address)
    expect((await again.redeem(end)).claims()?.sub).toBe(person.id)
    const more = await ask(config, { scope: 'openid groups' })
    const { to: asked } = await visitor.follow(more.address)
    expect(asked.pathname).toBe('/hameenportti/consent')
    const no = await visitor.follow(`${base}/hameenportti/oidc/interaction/${asked.searchParams.get('of')}/cancel`)
    expect(no.to.searchParams.get('error')).toBe('access_denied')
    const rows = await reveal(database.deps.db).openidConsent.findMany({ where: { clientId: client.id } })
    expect(rows.map(({ scopes }) => scopes)).toEqual([['openid', 'profile', 'email']])
  })

  test('is added by the administrators’ form with what its boxes say, and nothing else of the form', async () => {
    const boxes = {
      name: 'Av formuläret',
      kind: 'public',
      redirectUris: callback,
      logoutUris: '',
      backchannelUri: '',
      frontchannelUri: '',
      group: '',
      consent: 'person',
      email: 'yes',
    }
    const typed = makeClientForm.parse({ once: randomUUID(), reason: 'a test', ...boxes })
    const made = await makeClient(deps(), organisation, { actorId: person.id, client: inventClient(), reason: typed.reason }, typed)
    const row = made.ok ? await reveal(database.deps.db).openidClient.findFirst({ where: { id: made.value.id } }) : null
    expect(row).toMatchObject({
      name: 'Av formuläret',
      secretHmac: null,
      redirectUris: [callback],
      scopes: ['openid', 'email'],
      asksPerson: true,
      groupId: null,
    })
    expect(() => makeClientForm.parse({ once: randomUUID(), reason: '', ...boxes, redirectUris: 'http://rp.example.org/' })).toThrow('clients.badAddress')
    const framed = (frontchannelUri: string) => () => makeClientForm.parse({ once: randomUUID(), reason: '', ...boxes, frontchannelUri })
    for (const other of ['https://evil.example.org/gone', 'https://rp.example.org:8443/gone', 'http://localhost/gone'])
      expect(framed(other)).toThrow('clients.frameElsewhere')
    expect(framed('https://rp.example.org/gone')().frontchannelUri).toBe('https://rp.example.org/gone')
  })

  test('is changed by the administrators, keeps its id and its secret, and counts as changed from the next request on', async () => {
    const { client, config, visitor } = await signedIn()
    const to = 'https://new.example.org/in'
    const form = { name: 'Nytt namn', redirectUris: to, logoutUris: '', backchannelUri: '', frontchannelUri: '', group: '', consent: 'organisation' }
    const typed = changeClientForm.parse({ once: randomUUID(), reason: 'a test', ...form, client: client.id, profile: 'yes' })
    const actor = { actorId: person.id, client: inventClient(), reason: typed.reason }
    expect(await changeClient(deps(), elsewhere, actor, client.id, typed)).toMatchObject({ failure: 'clients.none' })
    expect(await changeClient(deps(), organisation, { ...actor, reason: ' ' }, client.id, typed)).toMatchObject({ failure: 'desk.noReason' })
    expect((await visitor.follow((await ask(config)).address)).to.origin).toBe('https://rp.example.org')
    expect(await changeClient(deps(), organisation, actor, client.id, typed)).toEqual({ ok: true, value: null })
    expect((await visitor.follow((await ask(config)).address)).status).toBe(400)
    const { address, redeem } = await ask(config, { redirect_uri: to, scope: 'openid profile' })
    expect((await redeem((await visitor.follow(address)).to)).claims()?.sub).toBe(person.id)
    const [event] = await reveal(database.deps.db).auditEvent.findMany({ where: { act: 'clients.changed', actorId: person.id } })
    expect(event?.details).toMatchObject({ client: 'Nytt namn', clientId: client.id, redirectUris: [to], scopes: ['openid', 'profile'] })
  })

  test('gets nobody who has to set up a second factor first: they are led to where that is done', async () => {
    const chair = await inventPerson(database.deps, elsewhere, { username: 'chair', groups: ['Board'] })
    const config = await relyingParty(await register({}, elsewhere), elsewhere)
    const visitor = browser()
    const signIn = { organisation: elsewhere, personId: chair.id, roles: [], wishesToBeRemembered: false, factors: ['password'], client: inventClient() }
    const { token } = await openSession(deps(), signIn)
    visitor.jar.set(cookieNames.session(elsewhere.slug), { value: token, path: '/' })
    expect((await visitor.follow((await ask(config)).address)).to.pathname).toBe('/motafors/my-details/factors')
    expect((await visitor.follow((await ask(config, { prompt: 'none' })).address)).to.searchParams.get('error')).toBe('login_required')
  })

  test('opens for the people of its group alone', async () => {
    const group = await reveal(database.deps.db).group.create({ data: { organisationId: organisation.id, name: `none ${Date.now()}` } })
    const { to } = await signedIn({}, { groupId: group.id })
    expect(to.searchParams.get('error')).toBe('access_denied')
  })

  test('is unknown to another organisation, and gets nothing without its secret or with the former one', async () => {
    const client = await register()
    await register({}, elsewhere)
    const strange = await relyingParty(client, elsewhere)
    const { address } = await ask(strange)
    expect((await browser().follow(address)).status).toBe(400)
    const one = await signedIn()
    const wrong = await relyingParty({ id: one.client.id, secret: 'x'.repeat(43) })
    expect(
      await errorOf(openid.authorizationCodeGrant(wrong, one.to, { pkceCodeVerifier: 'x'.repeat(43), expectedState: openid.skipStateCheck as never })),
    ).not.toBe('none')
    await changeSecret(deps(), organisation, { actorId: null, client: null, reason: 'lost' }, one.client.id)
    expect(await errorOf(one.redeem(one.to))).toBe('OAUTH_WWW_AUTHENTICATE_CHALLENGE')
    expect(await changeSecret(deps(), elsewhere, { actorId: null, client: null, reason: 'lost' }, one.client.id)).toMatchObject({ failure: 'clients.none' })
    expect(await removeClient(deps(), elsewhere, { actorId: null, client: null, reason: 'lost' }, one.client.id)).toMatchObject({ failure: 'clients.none' })
    await removeClient(deps(), organisation, { actorId: null, client: null, reason: 'over' }, one.client.id)
    const { address: gone } = await ask(one.config)
    expect((await one.visitor.follow(gone)).status).toBe(400)
  })

  test('works on by a refresh token that turns with each use, until staff end the person’s sessions', async () => {
    const { config, to, redeem } = await signedIn({ scope: 'openid offline_access', prompt: 'consent' })
    const { refresh_token: first } = await redeem(to)
    const second = await openid.refreshTokenGrant(config, String(first))
    expect(second.refresh_token).not.toBe(first)
    await endSessions(deps(), { organisationId: organisation.id, personId: person.id }, 'staff')
    expect(await errorOf(openid.refreshTokenGrant(config, String(second.refresh_token)))).toBe('invalid_grant')
  })

  test('gets nothing more by a refresh token that somebody used twice', async () => {
    const { config, to, redeem } = await signedIn({ scope: 'openid offline_access', prompt: 'consent' })
    const { refresh_token: first } = await redeem(to)
    const second = await openid.refreshTokenGrant(config, String(first))
    expect(await errorOf(openid.refreshTokenGrant(config, String(first)))).toBe('invalid_grant')
    expect(await errorOf(openid.refreshTokenGrant(config, String(second.refresh_token)))).toBe('invalid_grant')
  })

  test('ends with the session: the token opens nothing from then on', async () => {
    const { config, to, redeem, session } = await signedIn()
    const tokens = await redeem(to)
    await endSessions(deps(), { organisationId: organisation.id, personId: person.id, id: session.id }, 'person')
    expect(await errorOf(openid.fetchUserInfo(config, tokens.access_token, person.id))).not.toBe('none')
  })

  test('verifies what the former key signed while the next one signs already', async () => {
    const { config, to, redeem } = await signedIn()
    const before = await redeem(to)
    await makeKey(deps(), organisation.id, { signsFrom: new Date() })
    const fresh = await relyingParty(await register())
    const jwks = (await (
      await viaServer(String(fresh.serverMetadata().jwks_uri), { method: 'GET', headers: {}, body: undefined, redirect: 'manual', signal: undefined })
    ).json()) as { keys: { kid: string }[] }
    const kidOf = (token: string | undefined) => JSON.parse(Buffer.from(String(token).split('.')[0] ?? '', 'base64url').toString()).kid
    expect(jwks.keys.map(({ kid }) => kid)).toContain(kidOf(before.id_token))
    expect(JSON.stringify(jwks)).not.toContain('"d"')
    const visitor = browser()
    await visitor.signIn()
    const next = await ask(config) // the system of before, with the keys that it knows
    const after = await next.redeem((await visitor.follow(next.address)).to)
    expect(kidOf(after.id_token)).not.toBe(kidOf(before.id_token))
  })
})

describe('signing out', () => {
  test('by a system asks the person, ends our session too, and leads back to the system’s own address alone', async () => {
    const { config, to, redeem, visitor, session } = await signedIn()
    const { id_token } = await redeem(to)
    const wrong = openid.buildEndSessionUrl(config, { id_token_hint: String(id_token), post_logout_redirect_uri: 'https://evil.example.org/' })
    expect((await visitor.follow(wrong.href)).status).toBe(400)
    const end = openid.buildEndSessionUrl(config, { id_token_hint: String(id_token), post_logout_redirect_uri: 'https://rp.example.org/bye', state: 'x' })
    const asked = await visitor.open(end.href)
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(await asked.text())?.[1] ?? ''
    const confirm = `${base}/hameenportti/oidc/session/end/confirm`
    const send = (body: Asked) => visitor.open(confirm, { method: 'POST', body: new URLSearchParams(body) })
    expect((await send({ xsrf: 'guessed', logout: 'yes' })).status).toBe(400)
    const answer = await send({ xsrf, logout: 'yes' })
    expect(answer.headers.get('location')).toBe('https://rp.example.org/bye?state=x')
    const row = await reveal(database.deps.db).session.findFirstOrThrow({ where: { id: session.id } })
    expect([row.endedBy, visitor.jar.has(cookieNames.session(organisation.slug))]).toEqual(['sign-out', false])
  })

  test('tells the systems that the session opened in frames of the page that follows, and no other address may be framed there', async () => {
    const tells = { frontchannelUri: 'https://rp.example.org/gone?by=porten' }
    const { config, to, redeem, visitor, session } = await signedIn({}, tells)
    await register({ ...tells, name: 'Never opened', frontchannelUri: 'https://rp.example.org/never' })
    const tokens = await redeem(to)
    expect(config.serverMetadata()).toMatchObject({ frontchannel_logout_supported: true, frontchannel_logout_session_supported: true })
    const end = openid.buildEndSessionUrl(config, { id_token_hint: String(tokens.id_token), post_logout_redirect_uri: 'https://rp.example.org/bye' })
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(await (await visitor.open(end.href)).text())?.[1] ?? ''
    const confirm = `${base}/hameenportti/oidc/session/end/confirm`
    const answer = await visitor.open(confirm, { method: 'POST', body: new URLSearchParams({ xsrf, logout: 'yes' }) })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/hameenportti/oidc/session/left'])
    expect((await reveal(database.deps.db).session.findFirstOrThrow({ where: { id: session.id } })).endedBy).toBe('sign-out')
    const left = await visitor.open(`${base}/hameenportti/oidc/session/left`)
    const page = (await left.text()).replaceAll('&amp;', '&')
    const frames = [...page.matchAll(/<iframe src="([^"]+)"/g)].map(([, address]) => new URL(String(address)))
    expect(frames.map(({ origin, pathname }) => origin + pathname)).toEqual(['https://rp.example.org/gone'])
    expect(Object.fromEntries(frames[0]?.searchParams ?? [])).toEqual({ by: 'porten', iss: `${base}/hameenportti/oidc`, sid: tokens.claims()?.sid })
    expect(left.headers.get('content-security-policy')).toContain('; frame-src https://rp.example.org/gone;')
    expect(page).toContain('content="0;url=https://rp.example.org/bye"')
    expect(page).not.toContain('<script')

    const cookie = visitor.jar.get(cookieNames.left)?.value ?? ''
    const later = { now: () => new Date(Date.now() + 61_000) }
    expect(readLeft(deps(), organisation.id, cookie)?.opened).toHaveLength(1)
    expect([readLeft(later, organisation.id, cookie), readLeft(deps(), elsewhere.id, cookie), readLeft(deps(), organisation.id, 'x')]).toEqual([
      null,
      null,
      null,
    ])
    expect((await browser().open(`${base}/hameenportti/oidc/session/left`)).headers.get('location')).toBe('/hameenportti/sign-in')
  })

  test('of the portal, or by staff, is told once to each system that the session opened', async () => {
    const address = await listen(told)
    const { session, to, redeem } = await signedIn({}, { backchannelUri: `${address}/told` })
    const sid = (await redeem(to)).claims()?.sid
    await endSessions(deps(), { organisationId: organisation.id, personId: person.id, id: session.id }, 'staff')
    const db = reveal(database.deps.db)
    const waiting = () => db.$queryRaw<{ payload: unknown }[]>`
      SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'tell-client'`
    await tellEndedSessions(deps())
    await tellEndedSessions(deps())
    const mine = (await waiting()).map(({ payload }) => endedSignIn.parse(payload)).filter((job) => job.sid === sid)
    expect(mine).toHaveLength(1)
    const [job] = mine
    if (!job) return
    await expect(tellClient(deps(), job)).rejects.toThrow('may not be called') // until the operator says so
    process.env.PRIVATE_NETWORKS_ALLOWED = '127.0.0.0/8'
    checkEnvironment(['database'])
    await tellClient(deps(), job)
    delete process.env.PRIVATE_NETWORKS_ALLOWED
    checkEnvironment(['database'])
    const [token = ''] = logoutTokens
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({
      iss: `${base}/hameenportti/oidc`,
      sub: person.id,
      sid,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    })
  })
})

describe('after AUTH_SECRET was changed', () => {
  const former = process.env.AUTH_SECRET
  const change = (secret: string | undefined) => {
    Object.assign(process.env, { AUTH_SECRET: secret })
    checkEnvironment(['database'])
  }
  const keysOf = ({ id: organisationId }: Organisation) => reveal(database.deps.db).openidKey.count({ where: { organisationId } })
  afterAll(() => change(former))

  test('the provider goes on with new keys, of which two servers make one, and administrators are told to hand out new secrets', async () => {
    const { session } = await signedIn()
    const before = await keysOf(organisation)
    change('another secret of the tests, which nobody has either')
    await Promise.all([readKeys(deps(), organisation.id), readKeys(deps(), organisation.id)])
    expect(await keysOf(organisation)).toBe(before + 1)
    expect(await areKeysLost(deps(), organisation.id)).toBe(true)
    const db = reveal(database.deps.db)
    expect(await db.auditEvent.count({ where: { organisationId: organisation.id, act: 'clients.keys-renewed' } })).toBe(1)
    // What the former session opened can't be told any more; that keeps nobody else from being told.
    await endSessions(deps(), { organisationId: organisation.id, personId: person.id, id: session.id }, 'person')
    await tellEndedSessions(deps())

    const anew = await signedIn()
    expect((await anew.redeem(anew.to)).claims()?.sub).toBe(person.id)

    // A server that has the former secret still works with the keys of before, and takes nothing from the others.
    change(former)
    const { version } = await readKeys(deps(), organisation.id)
    expect(version.split(' ')).toHaveLength(before)
    expect(await keysOf(organisation)).toBe(before + 1)
  })

  test('the clock makes the new keys too, and forgets those that nobody can open when they would not be published either', async () => {
    const one = await inventOrganisation(database.deps, 'kristinehov')
    await register({}, one)
    const at = (days: number) => ({ ...database.deps, now: () => new Date(Date.now() + days * 86_400_000) })
    change('a third secret of the tests, which nobody has either')
    await rotateKeys(at(0))
    expect([await keysOf(one), await areKeysLost(deps(), one.id)]).toEqual([2, true])
    await rotateKeys(at(30))
    expect(await keysOf(one)).toBe(2)
    await rotateKeys(at(32))
    expect([await keysOf(one), await areKeysLost(deps(), one.id)]).toEqual([1, false])
    change(former)
  })
})

test('the tables hold no token, code or secret that could be used', async () => {
  const { client, to, redeem } = await signedIn({ scope: 'openid offline_access', prompt: 'consent' })
  const tokens = await redeem(to)
  const db = reveal(database.deps.db)
  const rows = JSON.stringify(
    await db.$queryRaw`SELECT a::text FROM openid_artifacts a UNION ALL SELECT c::text FROM openid_clients c UNION ALL SELECT k::text FROM openid_keys k`,
  )
  for (const secret of [client.secret, to.searchParams.get('code'), tokens.access_token, tokens.refresh_token]) {
    expect(secret).toBeTruthy()
    expect(rows).not.toContain(secret)
    expect(rows).not.toContain(Buffer.from(String(secret)).toString('hex'))
  }
})

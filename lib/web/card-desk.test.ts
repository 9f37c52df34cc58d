import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { newOrganisation, newPerson, someClient } from '@/e2e/support/somebody'
import { letBoxIn, yesOrNo } from '@/e2e/support/voters'
import { askForCard, type CardWish, finishCard } from '@/lib/ballots/card'
import { type RunningBox, serveBox } from '@/lib/box/serve-box'
import { reveal } from '@/lib/core/prisma'
import { findElection } from '@/lib/elections/find-election'
import { freezeElection } from '@/lib/elections/freeze-election'
import { beginFreeze, createElection } from '@/lib/elections/prepare-election'
import type { Organisation } from '@/lib/organisations/schema'
import { openSession } from '@/lib/sessions/open-session'
import { answerCard, isCardWish } from './card-desk'
import { cookieNames } from './cookie-names'
import { placeRequest } from './place-request'
import { stamp } from './stamps'

const database = testDatabase()
const host = 'porten.example.org'
let box: RunningBox
let server: Server
let here = ''
let organisation: Organisation
let election = ''
let tokenKey = ''

beforeAll(async () => {
  database.clock.at = new Date() // the box's clock is the database's own
  const { deps } = database
  box = await serveBox({ url: await letBoxIn(database.url), port: 0, host: '127.0.0.1' })
  organisation = await newOrganisation(deps)
  server = createServer((request, response) => {
    Object.assign(request.headers, { [stamp.host]: host })
    const { path } = placeRequest(request.url ?? '/', null)
    if (isCardWish(request.method, path)) answerCard({ deps, organisation, request, response }, path).catch((error) => response.destroy(error))
    else response.writeHead(418).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  here = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${organisation.slug}`
})
afterAll(async () => {
  server.close()
  await box.stop()
})

async function freeze() {
  const { deps } = database
  const id = randomUUID()
  const [opensAt, closesAt] = [-1, 60].map((minutes) => new Date(Date.now() + minutes * 60_000)) as [Date, Date]
  const plan = { title: { sv: 'Styrelse' }, questions: [yesOrNo], opensAt, closesAt, groupIds: [], quorum: 0, reminds: false } as const
  const kept = { mode: 'sealed', isRevotable: true, paper: 'none', verify: 'content', keys: 'portal' } as const
  await createElection(deps, organisation.id, { id, plan: { ...plan, ...kept, questions: [yesOrNo], groupIds: [] }, createdBy: randomUUID() })
  await beginFreeze(deps, { organisationId: organisation.id, id, version: 1 }, randomUUID())
  await freezeElection(deps, `http://127.0.0.1:${box.port}`, organisation.slug, { organisationId: organisation.id, id, isTurn: () => true })
  return { id, tokenKey: (await findElection(deps, organisation.id, id))?.manifest?.tokenKey ?? '' }
}

async function somebody(of = organisation) {
  const personId = await newPerson(database.deps, of, {})
  const signedIn = () =>
    openSession(database.deps, { organisation: of, personId, roles: [], wishesToBeRemembered: false, factors: ['password'], client: someClient() })
  return { cookie: async () => `${cookieNames.session(organisation.slug)}=${(await signedIn()).token}` }
}

const ask = (body: string, headers: Record<string, string>, id = election) =>
  fetch(`${here}/votes/${id}/card`, { method: 'POST', body, headers: { origin: `https://${host}`, ...headers } })
const wished = ({ blinded }: CardWish) => JSON.stringify({ blinded })

test('a member gets a card that is good, the same again for the same wish, and no second', async () => {
  const member = await somebody()
  ;({ id: election, tokenKey } = await freeze())
  const cookie = await member.cookie()
  const wish = await askForCard(tokenKey)
  const first = await ask(wished(wish), { cookie })
  expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/json'])
  const { signature } = await first.json()
  await finishCard(tokenKey, wish, signature) // it throws for a signature that is not good
  expect(await (await ask(wished(wish), { cookie })).json()).toEqual({ signature })
  const other = await ask(wished(await askForCard(tokenKey)), { cookie })
  expect([other.status, await other.json()]).toEqual([409, { problem: 'elsewhere' }])
})

test('collecting a card tells no time: the session is as it was before', async () => {
  const member = await somebody()
  ;({ id: election, tokenKey } = await freeze())
  const cookie = await member.cookie()
  const seen = () => reveal(database.deps.db).session.findMany({ orderBy: { id: 'asc' } })
  const before = await seen()
  database.clock.forward(120_000) // longer than a page view is exact to
  expect((await ask(wished(await askForCard(tokenKey)), { cookie })).status).toBe(200)
  expect(await seen()).toEqual(before)
})

test('nobody else gets one, nor learns that there is a vote', async () => {
  const member = await somebody()
  ;({ id: election, tokenKey } = await freeze())
  const late = await somebody() // came after the freeze
  const foreign = await somebody(await newOrganisation(database.deps))
  const blinded = wished(await askForCard(tokenKey))
  const cookie = await member.cookie()
  const status = async (answer: Promise<Response>) => (await answer).status
  expect(await status(ask(blinded, {})), 'a stranger').toBe(401)
  expect(await status(ask(blinded, { cookie: `${cookieNames.session(organisation.slug)}=${'x'.repeat(43)}` })), 'a forged cookie').toBe(401)
  expect(await status(ask(blinded, { cookie: await foreign.cookie() })), 'a session of another organisation').toBe(401)
  expect(await status(ask(blinded, { cookie: await late.cookie() })), 'who is not on the roll').toBe(404)
  expect(await status(ask('{}', { cookie: await late.cookie() })), 'who is not on the roll, with nonsense').toBe(404)
  expect(await status(ask(blinded, { cookie }, randomUUID())), 'another vote').toBe(404)
  expect(await status(ask(blinded, { cookie }, 'x')), 'no vote').toBe(404)
  for (const wrong of ['{}', 'x', '', '{"blinded":"AAAA"}']) expect(await status(ask(wrong, { cookie })), wrong).toBe(400)
  expect(await status(ask(blinded, { cookie, origin: 'https://evil.example.org' })), 'a page elsewhere').toBe(400)
  expect(await status(fetch(`${here}/votes/${election}/card`, { headers: { cookie } })), 'asked, not sent').toBe(418)
  const roll = await reveal(database.deps.db).electionRoll.findMany({ where: { electionId: election } })
  expect(new Set(roll.map(({ state }) => state))).toEqual(new Set(['none']))
  expect(await status(ask(blinded, { cookie }))).toBe(200)
})

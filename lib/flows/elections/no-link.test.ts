import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { collectCard, freezeSealed, makeOfficer, pointAtBox, savedOrganisation } from '@/e2e/support/frozen-vote'
import { asFile, onTable, photograph, printSheet } from '@/e2e/support/paper-ballot'
import { newPerson, someClient } from '@/e2e/support/somebody'
import { asOwner, endElection, letBoxIn, ranking, yesOrNo } from '@/e2e/support/voters'
import { fromText } from '@/lib/ballots/bytes'
import { askForCard, finishCard } from '@/lib/ballots/card'
import { castBallot, fillBallot, hashBallot, trackingCode, withdrawCard } from '@/lib/ballots/cast-ballot'
import type { Ballot, Choice } from '@/lib/ballots/schema'
import { reveal } from '@/lib/core/prisma'
import { findElection } from '@/lib/elections/find-election'
import { enterPaper, nextPaper } from '@/lib/elections/read-papers'
import type { Organisation } from '@/lib/organisations/schema'
import { readSheets } from '@/lib/papers/read-sheets'
import { giveBackCard } from './give-back-card'
import { askForPost, makePileOfBallots } from './post-ballots'
import { forgetCards, runElection } from './run-elections'

// After an election whose voters are known to this test, nothing that is kept anywhere joins one of them to a ballot.

const database = testDatabase()
const voters = process.env.LONG === '1' ? 500 : 40
let id = ''
const cast: Ballot[] = []
/** of them on paper, as a picture that is sent in */
const onPaper = 2
/** of them by cards that the office made in a pile */
const byPost = 10
/** cards that were given back for a ballot by post, which never came */
const givenBack = 3
const codes: string[] = []
const seeds: string[] = []
let organisation: Organisation
let said = ''
let box: ReturnType<typeof spawn>

const freePort = () =>
  new Promise<number>((found) => {
    const server = createServer().listen(0, () => {
      const address = server.address()
      server.close(() => found(typeof address === 'object' && address ? address.port : 0))
    })
  })

beforeAll(async () => {
  const { deps } = database
  const port = await freePort()
  // The box as it runs, at its most talkative, with all that it says.
  box = spawn(process.execPath, ['--import', 'tsx', 'scripts/box.ts'], {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'trace', BALLOT_BOX_DATABASE_URL: await letBoxIn(database.url), PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [box.stdout, box.stderr]) stream?.on('data', (piece) => (said += piece))
  const url = `http://localhost:${port}`
  await vi.waitFor(async () => expect((await fetch(`${url}/health`)).ok).toBe(true), { timeout: 60_000, interval: 200 })
  pointAtBox(url)
  database.clock.at = new Date()

  organisation = await savedOrganisation(deps)
  const people: string[] = []
  for (let at = 0; at < voters; at++) people.push(await newPerson(deps, organisation, { email: `voter${at}@example.org` }))
  const vote = await freezeSealed(deps, organisation, people[0] ?? '', { questions: [yesOrNo, ranking(3)], paper: 'last', verify: 'content' })
  const { manifest } = vote
  id = vote.id
  await reveal(deps.db).person.updateMany({ where: { id: { in: people } }, data: { street: 'Storgatan 1', postalCode: '111 22', city: 'Ystad' } })
  await makeOfficer(deps, organisation, people[0] ?? '')
  const officer = { actorId: people[0] ?? '', client: someClient() }
  const list = Array.from({ length: byPost }, (_, at) => `voter${voters - 1 - at}@example.org`).join('\n')
  expect(await askForPost(deps, organisation, officer, { electionId: id, people: list })).toMatchObject({ ok: true })
  const wishes = await Promise.all(Array.from({ length: byPost }, () => askForCard(manifest.tokenKey)))
  const pile = await makePileOfBallots(deps, organisation, officer, { electionId: id, blinded: wishes.map(({ blinded }) => blinded) })
  if (!pile.ok) throw new Error(pile.failure)
  for (const [at, wish] of wishes.entries()) {
    const card = await finishCard(manifest.tokenKey, wish, pile.value[at] ?? '')
    const ballot = castBallot(manifest, card, 1, fillBallot([[0], []]))
    await fetch(`${url}/e/${id}/ballot`, { method: 'POST', body: JSON.stringify(ballot) })
    cast.push(ballot)
    seeds.push(card.seed)
  }
  for (const [at, personId] of people.slice(0, -byPost).entries()) {
    const card = await collectCard(deps, vote, personId)
    const client = { cookie: `session=of-${personId}`, 'user-agent': `browser-of-${personId}`, 'x-request-id': personId }
    if (at < onPaper) {
      const sheet = photograph(await printSheet({ election: id, card, language: 'sv' }, { crosses: [{ x: 22.5, y: 38.5 + 20 * at }] }), {
        corners: onTable,
        width: 1300,
        height: 1800,
      })
      const body = new FormData()
      body.append('picture', new Blob([Uint8Array.from(await asFile(sheet).jpeg().toBuffer())]), `of-${personId}.jpg`)
      const page = await (await fetch(`${url}/paper`, { method: 'POST', body, headers: client })).text()
      codes.push(page.match(/class="code">([0-9A-Z-]{19})</)?.[1] ?? '')
      seeds.push(card.seed)
      continue
    }
    const choices: Choice[] = [[at % 2], [at % 3]]
    const ballot = castBallot(manifest, card, 1, fillBallot(choices))
    const headers = { 'content-type': 'application/json', ...client }
    const answer = await fetch(`${url}/e/${id}/ballot`, { method: 'POST', body: JSON.stringify(ballot), headers })
    expect(await answer.json()).toMatchObject({ outcome: 'taken' })
    cast.push(ballot)
    if (at < onPaper + givenBack) {
      const withdrawn = withdrawCard(id, card.seed)
      expect(await giveBackCard(deps, organisation, personId, { electionId: id, withdrawn })).toEqual({ ok: true, value: null })
      cast.push({ ...ballot, pk: withdrawn.pk, sig: withdrawn.proof })
    }
  }
  await forgetCards(deps)
  await endElection(database.url, id)
  await reveal(deps.db).election.updateMany({ where: { id }, data: { opensAt: vote.opensAt, closesAt: new Date(Date.now() - 1_000) } })
  database.clock.at = new Date()
  await runElection(deps, { organisationId: organisation.id, electionId: id })
  for (const officer of people.slice(-2))
    for (let paper = await nextPaper(deps, { organisationId: organisation.id, id }, officer); paper; ) {
      expect(await enterPaper(deps, { organisationId: organisation.id, id }, { paper, officer, choices: [[0], []] })).toMatchObject({ ok: true })
      paper = await nextPaper(deps, { organisationId: organisation.id, id }, officer)
    }
  await runElection(deps, { organisationId: organisation.id, electionId: id })
  expect((await findElection(deps, organisation.id, id))?.result).toMatchObject({ ballots: voters - givenBack, undecipherable: 0 })
}, 600_000)
afterAll(() => void box.kill('SIGTERM'))

/** Every run of eight bytes. */
function* runsOf(bytes: Uint8Array) {
  for (let at = 0; at + 8 <= bytes.length; at++) yield Buffer.from(bytes.subarray(at, at + 8)).toString('latin1')
}

test('roll and box have no eight bytes in common but the election’s number (L2)', async () => {
  const roll = await asOwner(database.url, 'SELECT blinded_hash, blind_sig, giving_back, uuid_send(person_id) AS person FROM election_roll')
  expect(roll).toHaveLength(voters)
  const ofRoll = new Set(
    roll
      .flatMap((row) => Object.values(row))
      .filter((value) => value !== null)
      .flatMap((value) => [...runsOf(value as Buffer)]),
  )
  const ballots = await asOwner(database.url, 'SELECT ballot_hash, token_pk, sealed, sig, token_msg, token_sig FROM box.board')
  const opened = await asOwner(database.url, 'SELECT nonce FROM box.opened')
  const voids = await asOwner(database.url, 'SELECT token_pk, proof, ticket FROM box.void')
  expect([ballots.length, voids.length]).toEqual([voters, givenBack])
  const common = [...ballots, ...opened, ...voids]
    .flatMap((row) => Object.values(row))
    .flatMap((value) => [...runsOf(value as Buffer)].filter((run) => ofRoll.has(run)))
  expect(common).toEqual([])
})

test('no table of the portal, no message, job or row of the log has a word of a ballot (L7)', async () => {
  const tables = await asOwner(
    database.url,
    `SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema IN ('public', 'graphile_worker') AND table_type = 'BASE TABLE'`,
  )
  let kept = ''
  for (const { name } of tables)
    kept += (await asOwner(database.url, `SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') AS rows FROM ${name} t`))[0]?.rows
  expect(kept).toContain(id)
  const traces = [...cast.flatMap((ballot) => tracesOf(ballot)), ...codes, ...seeds.flatMap((seed) => formsOf(fromText(seed).subarray(0, 16)))]
  expect(codes.every((code) => code.length === 19)).toBe(true)
  expect(traces.filter((trace) => kept.includes(trace))).toEqual([])
})

test('a picture that officers see has no card in it, and leads to no ballot and no person', { timeout: 60_000 }, async () => {
  const papers = await asOwner(database.url, 'SELECT * FROM election_papers')
  expect(papers).toHaveLength(onPaper)
  for (const paper of papers) {
    expect(Object.keys(paper).sort()).toEqual(['election_id', 'image', 'image_hash', 'organisation_id'])
    expect(await readSheets(paper.image as Buffer)).toEqual([{ problem: 'code' }])
  }
  const entries = await asOwner(database.url, 'SELECT * FROM election_paper_entries')
  expect(entries).toHaveLength(2 * onPaper)
  expect(Object.keys(entries[0] ?? {}).sort()).toEqual(['choices', 'election_id', 'entered_by', 'image_hash', 'organisation_id', 'place'])
})

test('the box says nothing of who asks or what was cast, at its most talkative (L4)', async () => {
  expect(said).toContain('the ballot box is open')
  const people = await asOwner(database.url, 'SELECT id::text FROM persons')
  const traces = [...cast.flatMap((ballot) => tracesOf(ballot)), ...codes, ...people.map((row) => String(row.id)), 'browser-of', 'session=', '127.0.0.1', '::1']
  expect(traces.filter((trace) => said.includes(trace))).toEqual([])
  // A line for a request would tell when.
  expect(said.trim().split('\n').length).toBeLessThan(5)
})

/** A ballot’s parts as text of any kind. */
function tracesOf(ballot: Ballot): string[] {
  const hash = hashBallot(id, ballot)
  const parts = [hash, ...[ballot.pk, ballot.sig, ballot.tokenSig, ballot.tokenMsg, ballot.sealed].map(fromText)].map((bytes) =>
    Buffer.from(bytes.subarray(0, 24)),
  )
  return [trackingCode(hash), ...parts.flatMap(formsOf)]
}

const formsOf = (bytes: Uint8Array) => (['hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(bytes).toString(form))

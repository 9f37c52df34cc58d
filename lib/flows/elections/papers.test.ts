import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { collectCard, freezeSealed, newOfficer, runBox, savedOrganisation, sendBallot } from '@/e2e/support/frozen-vote'
import { newPerson, someClient } from '@/e2e/support/somebody'
import { asOwner, endElection, ranking, yesOrNo } from '@/e2e/support/voters'
import { askForCard, type Card, publicKeyOf } from '@/lib/ballots/card'
import { castBallot, fillBallot, sealPaper, signBallot } from '@/lib/ballots/cast-ballot'
import { checkNatively } from '@/lib/ballots/native-tools'
import type { Choice, Manifest } from '@/lib/ballots/schema'
import { sealBallot } from '@/lib/ballots/seal-ballot'
import { verifyArchive } from '@/lib/ballots/verify-archive'
import { boxAt } from '@/lib/box/client'
import { fetchArchive } from '@/lib/box/count-election'
import type { RunningBox } from '@/lib/box/serve-box'
import { reveal } from '@/lib/core/prisma'
import { findElection } from '@/lib/elections/find-election'
import { issueCard } from '@/lib/elections/issue-card'
import { makeCardFor } from '@/lib/elections/make-card'
import { forgetPapers, nextPaper, paperImage, papersOf } from '@/lib/elections/read-papers'
import type { Election, PaperChoices } from '@/lib/elections/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { enterPaperBallot } from './enter-paper'
import { runElection, wakeElections } from './run-elections'
import { fitsOnSheet } from './sheet-text'

// Paper ballots after the end: two officers read each, a third settles, and only then is anything counted.

const database = testDatabase()
const hasPython = spawnSync('python3', ['--version']).status === 0
let running: RunningBox
let organisation: Organisation
let members: string[]
let officers: { actorId: string; client: ReturnType<typeof someClient> }[]

beforeAll(async () => {
  running = await runBox(database.url)
})
afterAll(() => running.stop())

beforeEach(async () => {
  const { deps } = database
  database.clock.at = new Date()
  organisation = await savedOrganisation(deps)
  members = await Promise.all(['a', 'b', 'c', 'd'].map((name) => newPerson(deps, organisation, { email: `${name}@example.org` })))
  const ids = await Promise.all(['o1', 'o2', 'o3'].map((username) => newOfficer(deps, organisation, username)))
  officers = ids.map((actorId) => ({ actorId, client: someClient() }))
})

const find = (id: string) => findElection(database.deps, organisation.id, id)
const run = (electionId: string) => runElection(database.deps, { organisationId: organisation.id, electionId })

const frozen = (paper: Manifest['paper'] = 'last') =>
  freezeSealed(database.deps, organisation, members[0] ?? '', { questions: [yesOrNo, ranking(3)], paper, verify: 'content' })
const collect = (vote: Election & { manifest: Manifest }, personId = '') => collectCard(database.deps, vote, personId)

const imageOf = (grey: number) =>
  sharp({ create: { width: 120, height: 170, channels: 3, background: { r: grey, g: grey, b: grey } } })
    .webp()
    .toBuffer()

/** As the box casts it when a picture comes in: lib/box/papers.test.ts. */
async function onPaper({ id, manifest }: { id: string; manifest: Manifest }, card: Card, grey: number) {
  const image = new Uint8Array(await imageOf(grey))
  const send = (seq: number) => sendBallot(manifest, signBallot(id, card, seq, sealPaper(manifest, card, image)))
  const first = await send(1)
  expect(first.outcome === 'stale' ? await send(first.free ?? 0) : first).toMatchObject({ outcome: 'taken' })
  return Buffer.from(await crypto.subtle.digest('SHA-256', image)).toString('hex')
}
const onScreen = async ({ id, manifest }: { id: string; manifest: Manifest }, card: Card, choices: Choice[]) => {
  const ballot = castBallot(manifest, card, 1, fillBallot(choices))
  const answer = await fetch(`${manifest.box}/e/${id}/ballot`, { method: 'POST', body: JSON.stringify(ballot) })
  expect(await answer.json()).toMatchObject({ outcome: 'taken' })
}

async function end(id: string) {
  await endElection(database.url, id)
  await reveal(database.deps.db).election.updateMany({ where: { id }, data: { opensAt: new Date(Date.now() - 9e6), closesAt: new Date(Date.now() - 1_000) } })
  database.clock.at = new Date()
  await run(id)
}
const enter = (electionId: string, officer: number, paper: string, choices: PaperChoices) => {
  const actor = officers[officer]
  if (!actor) throw new Error('no such officer')
  return enterPaperBallot(database.deps, organisation, actor, { electionId, paper, choices })
}
const done = { ok: true, value: null }
const taken = { ok: false, failure: 'votes.papers.taken' }

test('paper and screen are counted together once two officers agree or a third has settled, and both checkers agree', { timeout: 60_000 }, async () => {
  const election = await frozen()
  const { id, manifest } = election
  const cards = await Promise.all(members.map((member) => collect(election, member)))
  const [a, b, c, d] = cards as [Card, Card, Card, Card]
  await onScreen(election, a, [[0], [1]])
  await onScreen(election, b, [[0], [1]])
  const ofB = await onPaper(election, b, 40)
  const ofC = await onPaper(election, c, 80)
  // A picture that was none, sealed by a program of somebody's own, is shown to nobody.
  const contents = {
    nonces: ['AAAAAAAAAAAAAA', 'BBBBBBBBBBBBBA'].map((nonce) => nonce.replace(/.$/, 'A')),
    image: Buffer.from('<svg onload=alert(1)>').toString('base64url'),
  }
  const bad = signBallot(id, d, 1, sealBallot(manifest, publicKeyOf(d.seed), contents))
  expect(await (await fetch(`${manifest.box}/e/${id}/ballot`, { method: 'POST', body: JSON.stringify(bad) })).json()).toMatchObject({ outcome: 'taken' })

  expect(await enter(id, 0, ofB, [[1], []])).toEqual({ ok: false, failure: 'votes.gone' })
  await end(id)
  expect(await find(id)).toMatchObject({ state: 'reading', result: null })
  expect(await papersOf(database.deps, { organisationId: organisation.id, id })).toEqual({ all: 2, waiting: 2 })
  await run(id)
  await wakeElections(database.deps)
  expect((await find(id))?.result).toBeNull()

  // One officer alone settles nothing, and is shown the other ballot next.
  expect(await enter(id, 0, ofB, [[1], [0, 2]])).toEqual(done)
  expect(await enter(id, 0, ofB, [[1], [0, 2]])).toEqual(taken)
  expect(await nextPaper(database.deps, { organisationId: organisation.id, id }, officers[0]?.actorId ?? '')).toBe(ofC)
  expect(await nextPaper(database.deps, { organisationId: organisation.id, id }, officers[1]?.actorId ?? '')).toBe(ofB)
  expect(await enter(id, 1, ofB, [[1], [0, 2]])).toEqual(done)
  expect(await enter(id, 2, ofB, [[0], [0, 2]])).toEqual(taken)
  // Two that differ wait for a third, who is neither.
  expect(await enter(id, 0, ofC, null)).toEqual(done)
  expect(await nextPaper(database.deps, { organisationId: organisation.id, id }, officers[0]?.actorId ?? '')).toBeNull()
  expect(await enter(id, 1, ofC, [[0], []])).toEqual(done)
  expect(await enter(id, 0, ofC, [[0], []])).toEqual(taken)
  await run(id)
  expect((await find(id))?.result).toBeNull()
  expect(await enter(id, 2, ofC, [[0], [2]])).toEqual(done)
  await run(id)

  const counted = await find(id)
  expect(counted?.result).toMatchObject({ ballots: 4, undecipherable: 1, counts: [{ votes: [2, 1] }, { votes: [1, 1, 1] }] })
  expect(counted?.result).not.toHaveProperty('papers')
  expect(await reveal(database.deps.db).election.findFirst({ where: { id } })).toMatchObject({ tokenKey: null, sealKey: null, state: 'counted' })
  const archive = await fetchArchive(boxAt(manifest.box), manifest)
  if (!archive) throw new Error('no archive')
  const verdict = await verifyArchive(archive, checkNatively)
  expect(verdict).toMatchObject({ problems: [], ballots: 4, cards: 4, undecipherable: 1, counts: counted?.result?.counts })
  if (hasPython) {
    const folder = mkdtempSync(join(tmpdir(), 'papers-'))
    writeFileSync(join(folder, 'archive.json'), JSON.stringify(archive))
    const { stdout, status } = spawnSync('python3', ['e2e/check-archive.py', join(folder, 'archive.json')], { encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ problems: [], ballots: 4, undecipherable: 1 })
  }
  // The log has who read something, and nothing of what.
  const events = await reveal(database.deps.db).auditEvent.findMany({ where: { organisationId: organisation.id, act: { startsWith: 'vote.paper' } } })
  expect(events.map(({ act }) => act).sort()).toEqual([...Array(5).fill('vote.paperEntered'), 'vote.paperOpened'])
  expect(JSON.stringify(events.map(({ details }) => details))).not.toMatch(new RegExp(`${ofB}|${ofC}|\\[\\[`))

  // Pictures stay for appeals, and are gone a month later.
  const image = () => paperImage(database.deps, { organisationId: organisation.id, id }, ofB)
  database.clock.at = new Date(Date.now() + 29 * 86_400_000)
  await forgetPapers(database.deps)
  expect(await image()).not.toBeNull()
  database.clock.at = new Date(Date.now() + 31 * 86_400_000)
  await forgetPapers(database.deps)
  expect(await image()).toBeNull()
  expect(await reveal(database.deps.db).electionPaperEntry.count({ where: { organisationId: organisation.id } })).toBe(0)
})

test('a vote with paper in which nobody used any is counted at once', async () => {
  const election = await frozen('paper')
  await onScreen(election, await collect(election, members[0]), [[0], [1]])
  await end(election.id)
  expect(await find(election.id)).toMatchObject({ state: 'counted', result: { ballots: 1 } })
})

test('the same sheet for two cards is read once and counts for both', async () => {
  const election = await frozen()
  const [one, other] = [await collect(election, members[0]), await collect(election, members[1])]
  const paper = await onPaper(election, one, 60)
  expect(await onPaper(election, other, 60)).toBe(paper)
  await end(election.id)
  for (const officer of [0, 1]) expect(await enter(election.id, officer, paper, [[0], [1]])).toEqual(done)
  await run(election.id)
  expect((await find(election.id))?.result).toMatchObject({ ballots: 2, counts: [{ votes: [2, 0] }, {}] })
})

describe('the database', () => {
  test('takes no officer twice, no third where two agree, no change, and no result before every sheet is settled', async () => {
    const election = await frozen()
    const paper = await onPaper(election, await collect(election, members[0]), 100)
    await end(election.id)
    const [one = '', other = '', third = ''] = officers.map(({ actorId }) => actorId)
    const into = (place: number, officer: string, choices = '[[0],[1]]') =>
      asOwner(
        database.url,
        `INSERT INTO election_paper_entries VALUES ('${organisation.id}', '${election.id}', '\\x${paper}', ${place}, '${officer}', '${choices}')`,
      )
    const count = () => asOwner(database.url, `UPDATE elections SET state = 'counted' WHERE id = '${election.id}'`)
    await expect(count()).rejects.toThrow('not settled')
    await expect(into(2, one)).rejects.toThrow('not the next')
    await into(1, one)
    await expect(count()).rejects.toThrow('not settled')
    await expect(into(2, one)).rejects.toThrow('election_paper_entries_officer_key')
    await into(2, other)
    await expect(into(3, third)).rejects.toThrow('agree already')
    await expect(asOwner(database.url, `UPDATE election_paper_entries SET choices = 'null' WHERE election_id = '${election.id}'`)).rejects.toThrow('stays')
    await count()
  })

  test('lets of ten entries at once by two officers two in', async () => {
    const election = await frozen()
    const paper = await onPaper(election, await collect(election, members[0]), 120)
    await end(election.id)
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => enter(election.id, at % 2, paper, [[0], [1]])))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2)
    expect(await papersOf(database.deps, { organisationId: organisation.id, id: election.id })).toEqual({ all: 1, waiting: 0 })
  })
})

test('a card that is made without a script is the same for the same page, another page gets none, and the roll keeps nothing of it', async () => {
  const election = await frozen()
  const [personId = ''] = members
  const once = 'a'.repeat(43)
  const make = (word: string) => makeCardFor(database.deps, organisation.id, { electionId: election.id, personId, once: word })
  const [first, again] = [await make(once), await make(once)]
  if (!first.ok || !again.ok) throw new Error('no card')
  expect(again.value.seed).toBe(first.value.seed)
  expect(await make('b'.repeat(43))).toEqual({ ok: false, failure: 'votes.card.elsewhere' })
  const wish = await askForCard(election.manifest.tokenKey)
  const issued = await issueCard(database.deps, organisation.id, { electionId: election.id, personId, blinded: wish.blinded })
  expect(issued).toEqual({ ok: false, failure: 'votes.card.elsewhere' })
  // Both signatures are good, and it is one card all the same.
  await onPaper(election, first.value, 140)
  await onPaper(election, again.value, 141)
  await end(election.id)
  expect(await papersOf(database.deps, { organisationId: organisation.id, id: election.id })).toEqual({ all: 1, waiting: 1 })
  const [row] = await asOwner(
    database.url,
    `SELECT blinded_hash, blind_sig FROM election_roll WHERE election_id = '${election.id}' AND person_id = '${personId}'`,
  )
  const kept = Buffer.concat([row?.blinded_hash as Buffer, row?.blind_sig as Buffer]).toString('base64url')
  for (const part of [first.value.seed, first.value.tokenSig.slice(0, 20), publicKeyOf(first.value.seed)]) expect(kept).not.toContain(part.slice(0, 12))
})

test('questions that fit on no sheet are not frozen with paper', () => {
  const asked = (options: number, questions: number) => ({ title: { sv: 'Val' }, questions: Array.from({ length: questions }, () => ranking(options)) })
  expect(fitsOnSheet(organisation, asked(3, 4))).toBe(true)
  expect(fitsOnSheet(organisation, asked(40, 1))).toBe(true)
  expect(fitsOnSheet(organisation, asked(20, 10))).toBe(false)
})

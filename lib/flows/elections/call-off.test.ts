import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { collectCard, freezeVote, newOfficer, runBox, savedOrganisation, sendBallot } from '@/e2e/support/frozen-vote'
import { messages, newPerson, someClient } from '@/e2e/support/somebody'
import { asOwner, endElection, makeElection } from '@/e2e/support/voters'
import { askForCard, type Card } from '@/lib/ballots/card'
import { castBallot, fillBallot, hashBallot } from '@/lib/ballots/cast-ballot'
import type { Manifest } from '@/lib/ballots/schema'
import { boxAt } from '@/lib/box/client'
import type { RunningBox } from '@/lib/box/serve-box'
import { reveal } from '@/lib/core/prisma'
import { electionsAtWork, electionsOf, findElection, findElectionOf, readRoll } from '@/lib/elections/find-election'
import { issueCard } from '@/lib/elections/issue-card'
import { createElection } from '@/lib/elections/prepare-election'
import type { Election, ElectionPlan } from '@/lib/elections/schema'
import { castBallot as castSimple } from '@/lib/elections/simple/cast-ballot'
import type { Organisation } from '@/lib/organisations/schema'
import { callOff } from './call-off'
import { takeOpened } from './officers-keys'
import { forgetCards, runElection } from './run-elections'

const database = testDatabase()
let running: RunningBox
let organisation: Organisation
let members: string[]
let actor: { actorId: string; client: ReturnType<typeof someClient> }

beforeAll(async () => {
  running = await runBox(database.url)
})
afterAll(() => running.stop())

beforeEach(async () => {
  const { deps } = database
  database.clock.at = new Date()
  organisation = await savedOrganisation(deps)
  members = await Promise.all(['a', 'b', 'c'].map((name) => newPerson(deps, organisation, { email: `${name}@example.org` })))
  actor = { actorId: await newOfficer(deps, organisation), client: someClient() }
})

const run = (electionId: string) => runElection(database.deps, { organisationId: organisation.id, electionId })
const find = (id: string) => findElection(database.deps, organisation.id, id)
const off = (electionId: string, more: { reason?: string; by?: string } = {}) =>
  callOff(database.deps, organisation, { ...actor, actorId: more.by ?? actor.actorId }, { electionId, reason: more.reason ?? 'Fel fråga' })
const sent = async () => (await messages(database.deps, organisation)).map(({ to, template }) => `${template} ${to}`).sort()
const each = (template: string) => ['a', 'b', 'c'].map((name) => `${template} ${name}@example.org`)

const frozen = (more: Partial<ElectionPlan> = {}) =>
  freezeVote(database.deps, organisation, actor.actorId, { title: { sv: 'Styret' }, isRevotable: false, ...more })

async function collect(election: Election, personId = ''): Promise<{ card: Card; manifest: Manifest }> {
  const { manifest } = election
  if (!manifest) throw new Error('a simple vote')
  return { card: await collectCard(database.deps, { ...election, manifest }, personId), manifest }
}
test.each(['portal', 'officers'] as const)('what was called off with keys of the %s is never opened: no keys, no ballots, no board, no count', async (keys) => {
  const election = await frozen({ keys })
  const { id } = election
  const { card, manifest } = await collect(election, members[0])
  const late = await collect(election, members[1])
  const ballot = castBallot(manifest, card, 1, fillBallot([[0]]))
  expect(await sendBallot(manifest, ballot)).toMatchObject({ outcome: 'taken' })
  // Another election's ballot that waits is not touched.
  const other = makeElection(manifest.box)
  const box = boxAt(manifest.box)
  expect(await box.open(other.manifest)).toBe(true)
  expect(await sendBallot(other.manifest, castBallot(other.manifest, await other.makeCard(), 1, fillBallot([[0], [1]])))).toMatchObject({ outcome: 'taken' })
  await run(id)
  expect(await sent()).toEqual([...each('vote-opened')])

  expect(await off(id)).toEqual({ ok: true, value: null })
  expect(await find(id)).toMatchObject({ state: 'called-off', calledOffReason: 'Fel fråga', result: null })
  expect(await reveal(database.deps.db).election.findFirst({ where: { id } })).toMatchObject({ tokenKey: null, sealKey: null, calledOffBy: actor.actorId })
  const refused = await issueCard(database.deps, organisation.id, {
    electionId: id,
    personId: members[2] ?? '',
    blinded: (await askForCard(manifest.tokenKey)).blinded,
  })
  expect(refused).toEqual({ ok: false, failure: 'votes.card.over' })
  expect(await electionsAtWork(database.deps)).toContainEqual({ organisationId: organisation.id, id })
  await run(id)
  expect(await electionsAtWork(database.deps)).not.toContainEqual({ organisationId: organisation.id, id })
  await run(id)
  expect(await sent()).toEqual([...each('vote-called-off'), ...each('vote-opened')])
  expect((await messages(database.deps, organisation)).find(({ template }) => template === 'vote-called-off')?.text).toContain('Skäl: Fel fråga')

  // The box knows by now: a new ballot gets no receipt, nor does one that it had taken.
  expect(await sendBallot(manifest, castBallot(manifest, late.card, 1, fillBallot([[1]])))).toEqual({ outcome: 'off' })
  expect(await sendBallot(manifest, ballot)).toEqual({ outcome: 'off' })
  const hash = Buffer.from(hashBallot(id, ballot)).toString('hex')
  expect(await asOwner(database.url, `SELECT FROM box.inbox WHERE ballot_hash = '\\x${hash}'`)).toEqual([])
  expect(await asOwner(database.url, `SELECT FROM box.inbox WHERE election = '${other.manifest.election}'`)).toHaveLength(1)
  for (const file of ['heads.json', 'batch-0.json', 'void.json', 'result.json']) expect((await fetch(`${manifest.box}/e/${id}/${file}`)).status).toBe(410)

  await endElection(database.url, id)
  await asOwner(database.url, `UPDATE elections SET opens_at = now() - interval '1 day', closes_at = now() - interval '1 second' WHERE id = '${id}'`)
  database.clock.at = new Date()
  expect(await box.close(id)).toBeNull()
  expect(await box.publish(id, { opened: [], undecipherable: 1 })).toBe(false)
  expect(await takeOpened(database.deps, organisation, actor, id, { opened: [], undecipherable: 1 })).toEqual({ ok: false, failure: 'votes.opening.refused' })
  await run(id)
  await forgetCards(database.deps)
  expect(await find(id)).toMatchObject({ state: 'called-off', result: null })
  expect(await electionsOf(database.deps, organisation.id, members[2] ?? '')).toMatchObject([{ id, state: 'called-off' }])
  for (const set of [`state = 'frozen', called_off_at = NULL`, `state = 'counted', called_off_at = NULL`])
    await expect(asOwner(database.url, `UPDATE elections SET ${set} WHERE id = '${id}'`)).rejects.toThrow('stays so')
  await expect(asOwner(database.url, `UPDATE elections SET seal_key = 'x' WHERE id = '${id}'`)).rejects.toThrow(/elections_(called_off|seal_key)/)
})

test('what lies on the board of a vote that is called off gets no last head, and waits in no batch', async () => {
  const election = await frozen()
  const { card, manifest } = await collect(election, members[0])
  expect(await sendBallot(manifest, castBallot(manifest, card, 1, fillBallot([[0]])))).toMatchObject({ outcome: 'taken' })
  // On the board, as after a batch.
  await asOwner(
    database.url,
    `INSERT INTO box.board SELECT election, 0, 0, ballot_hash, token_pk, seq, sealed, sig, token_msg, token_sig FROM box.inbox WHERE election = '${election.id}'`,
  )
  await off(election.id)
  await run(election.id)
  await endElection(database.url, election.id)
  expect(await boxAt(manifest.box).close(election.id)).toBeNull()
  await expect(asOwner(database.url, `INSERT INTO box.head SELECT '${election.id}', 0, 0, 'x', 'x', 'x', 'x'`)).rejects.toThrow('called off')
  await expect(asOwner(database.url, `INSERT INTO box.result SELECT '${election.id}', 0`)).rejects.toThrow('called off')
  await expect(asOwner(database.url, `DELETE FROM box.off`)).rejects.toThrow('stays')
})

test('a simple vote lets go of its answers, also of those that are cast at this moment, and tells whoever was told', async () => {
  const election = await frozen({ mode: 'simple' })
  const { id, questions } = election
  await run(id)
  const vote = (personId: string) => castSimple(database.deps, { organisationId: organisation.id, id, questions }, personId, [[0]])
  expect(await vote(members[0] ?? '')).toBe('taken')
  const [ended, ...outcomes] = await Promise.all([off(id), ...members.slice(1).map(vote)])
  expect(ended).toEqual({ ok: true, value: null })
  for (const outcome of outcomes) expect(['taken', 'late']).toContain(outcome)
  expect(await asOwner(database.url, `SELECT FROM election_answers WHERE election_id = '${id}'`)).toEqual([])
  expect(await vote(actor.actorId)).toBe('late')
  await run(id)
  await run(id)
  expect(await sent()).toEqual([...each('vote-called-off'), ...each('vote-opened-simple')])
  expect(await findElectionOf(database.deps, organisation.id, members[1] ?? '', id)).toMatchObject({ state: 'called-off', calledOffReason: 'Fel fråga' })
})

test('before it opens nobody has been told of it, and nobody is told that it is off', async () => {
  const election = await frozen({ opensAt: new Date(Date.now() + 1_800_000) })
  expect(await off(election.id)).toEqual({ ok: true, value: null })
  await run(election.id)
  database.clock.forward(2 * 3_600_000)
  await run(election.id)
  expect(await sent()).toEqual([])
  expect(await electionsAtWork(database.deps)).not.toContainEqual({ organisationId: organisation.id, id: election.id })
  expect(await findElectionOf(database.deps, organisation.id, members[0] ?? '', election.id)).toMatchObject({ state: 'called-off' })
})

test('only an officer calls off, with a reason, once, what is frozen and not over; the log has the reason', async () => {
  const { deps } = database
  const { id } = await frozen()
  expect(await off(id, { by: members[0] })).toEqual({ ok: false, failure: 'desk.notAllowed' })
  expect(await off(id, { reason: '  ' })).toEqual({ ok: false, failure: 'desk.noReason' })
  expect(await off(randomUUID())).toEqual({ ok: false, failure: 'votes.gone' })
  const foreign = { ...organisation, id: randomUUID() }
  expect(await callOff(deps, foreign, actor, { electionId: id, reason: 'x' })).toMatchObject({ ok: false })
  expect(await find(id)).toMatchObject({ state: 'frozen' })
  const both = await Promise.all([off(id), off(id)])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, failure: 'votes.callOff.late' })
  const events = await reveal(deps.db).auditEvent.findMany({ where: { organisationId: organisation.id, act: 'vote.called-off' } })
  expect(events).toMatchObject([{ actorId: actor.actorId, details: { vote: id }, personal: { reason: 'Fel fråga' } }])

  const over = await frozen()
  await asOwner(database.url, `UPDATE elections SET opens_at = now() - interval '1 day', closes_at = now() - interval '1 second' WHERE id = '${over.id}'`)
  expect(await off(over.id)).toEqual({ ok: false, failure: 'votes.callOff.late' })
  const draft = randomUUID()
  const { title, questions, groupIds, opensAt, closesAt, isRevotable, paper, verify, keys, quorum, reminds, mode } = over
  const plan = { title, questions, groupIds, opensAt, closesAt, isRevotable, paper, verify, keys, quorum, reminds, mode }
  await createElection(deps, organisation.id, { id: draft, plan, createdBy: actor.actorId })
  expect(await off(draft)).toEqual({ ok: false, failure: 'votes.callOff.late' })
  await expect(
    asOwner(
      database.url,
      `UPDATE elections SET state = 'called-off', called_off_at = now(), called_off_by = id, called_off_reason = 'x' WHERE id = '${draft}'`,
    ),
  ).rejects.toThrow('only a vote that is frozen')
  expect(await readRoll(deps, { organisationId: organisation.id, id })).toMatchObject({ eligible: 4 })
})

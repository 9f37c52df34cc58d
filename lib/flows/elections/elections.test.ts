import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { runBox, savedOrganisation } from '@/e2e/support/frozen-vote'
import { messages, newPerson, someClient } from '@/e2e/support/somebody'
import { asOwner, endElection } from '@/e2e/support/voters'
import { askForCard, type Card, finishCard } from '@/lib/ballots/card'
import { castBallot, fillBallot } from '@/lib/ballots/cast-ballot'
import { checkNatively } from '@/lib/ballots/native-tools'
import { openBoard } from '@/lib/ballots/open-board'
import type { Choice, Manifest } from '@/lib/ballots/schema'
import { makeSealKey } from '@/lib/ballots/seal-ballot'
import { readShare, writeShare } from '@/lib/ballots/share-text'
import { joinShares, splitKey } from '@/lib/ballots/split-key'
import { verifyArchive } from '@/lib/ballots/verify-archive'
import { boxAt } from '@/lib/box/client'
import { boardOf, fetchArchive } from '@/lib/box/count-election'
import type { RunningBox } from '@/lib/box/serve-box'
import { streamArchive } from '@/lib/box/stream-archive'
import { inTransaction } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import { electionsOf, findElection, findElectionOf, listElections, readRoll } from '@/lib/elections/find-election'
import { issueCard } from '@/lib/elections/issue-card'
import { phaseOf } from '@/lib/elections/rules'
import type { OpenedBallots } from '@/lib/elections/schema'
import { erasePerson } from '@/lib/erasure/erase-person'
import { writeLocalTime } from '@/lib/organisations/local-time'
import type { Organisation } from '@/lib/organisations/schema'
import { freezeElection } from './freeze-election'
import { acceptKey, takeOpened } from './officers-keys'
import { discardDraft, prepareElection, putQuestion, removeQuestion } from './prepare-election'
import { forgetCards, runElection, wakeElections } from './run-elections'
import { planForm, questionForm } from './schema'

const database = testDatabase()
let running: RunningBox
let organisation: Organisation
let officer: string
let members: string[]
let actor: { actorId: string; client: ReturnType<typeof someClient> }

beforeAll(async () => {
  running = await runBox(database.url)
  // The box's clock is the database's own.
  database.clock.at = new Date()
})
afterAll(() => running.stop())

beforeEach(async () => {
  organisation = await savedOrganisation(database.deps)
  officer = await newOfficer('officer', 'election-officer')
  members = await Promise.all(['a', 'b', 'c'].map((name) => newPerson(database.deps, organisation, { email: `${name}@example.org` })))
  actor = { actorId: officer, client: someClient() }
})

async function newOfficer(username: string, role: string, more: { status?: string } = {}) {
  const personId = await newPerson(database.deps, organisation, { username })
  const { db } = database.deps
  await reveal(db).roleGrant.create({ data: { organisationId: organisation.id, personId, role } })
  await reveal(db).person.update({ where: { organisationId_id: { organisationId: organisation.id, id: personId } }, data: more })
  return personId
}

const at = (minutes: number) => writeLocalTime(new Date(database.clock.at.getTime() + minutes * 60_000), organisation.settings.timeZone)
const plan = (more: Record<string, unknown> = {}) =>
  planForm.parse({
    once: randomUUID(),
    'title-sv': 'Styrelse',
    'title-fi': 'Hallitus',
    groups: '',
    opens: at(-2),
    closes: at(60),
    revote: 'yes',
    paper: 'none',
    verify: 'content',
    quorum: '50',
    ...more,
  })
const question = (election: string, version: number, more: Record<string, unknown> = {}) =>
  questionForm.parse({
    election,
    version,
    at: 0,
    kind: 'one',
    'text-sv': 'Vem?',
    'options-sv': 'Åsa\nBo\n\nCleo',
    'options-fi': 'Åsa\r\nBo\r\nCleo',
    most: '1',
    seats: '1',
    majority: 'most',
    ...more,
  })

async function prepared(more: Record<string, unknown> = {}) {
  const made = await prepareElection(database.deps, organisation, actor, plan(more))
  if (!made.ok) throw new Error(made.failure)
  expect(await putQuestion(database.deps, organisation, actor, question(made.value, 1))).toMatchObject({ ok: true })
  expect(
    await putQuestion(
      database.deps,
      organisation,
      actor,
      question(made.value, 2, { at: 1, kind: 'yes-no', 'text-sv': 'Ja?', 'options-sv': '', 'options-fi': '' }),
    ),
  ).toMatchObject({ ok: true })
  return made.value
}
const run = (electionId: string) => runElection(database.deps, { organisationId: organisation.id, electionId })
const find = (id: string) => findElection(database.deps, organisation.id, id)

async function frozen(more: Record<string, unknown> = {}) {
  const id = await prepared(more)
  expect(await freezeElection(database.deps, organisation, actor, { electionId: id, version: 3 })).toEqual({ ok: true, value: null })
  await run(id)
  const manifest = (await find(id))?.manifest
  if (!manifest) throw new Error('not frozen')
  return { id, manifest }
}

async function collect({ id, manifest }: { id: string; manifest: Manifest }, personId: string): Promise<Card> {
  const wish = await askForCard(manifest.tokenKey)
  const issued = await issueCard(database.deps, organisation.id, { electionId: id, personId, blinded: wish.blinded })
  if (!issued.ok) throw new Error(issued.failure)
  return finishCard(manifest.tokenKey, wish, issued.value)
}
const cast = (manifest: Manifest, card: Card, seq: number, choices: Choice[]) =>
  fetch(`${manifest.box}/e/${manifest.election}/ballot`, { method: 'POST', body: JSON.stringify(castBallot(manifest, card, seq, fillBallot(choices))) }).then(
    (response) => response.json(),
  )
const acts = async () =>
  (
    await reveal(database.deps.db).auditEvent.findMany({ where: { organisationId: organisation.id, act: { startsWith: 'vote.' } }, orderBy: { id: 'asc' } })
  ).map(({ act }) => act)

test('a vote is prepared, frozen, voted in, counted, and its archive is whole', async () => {
  const { id, manifest } = await frozen()
  expect(manifest).toMatchObject({ eligible: 4, title: { sv: 'Styrelse', fi: 'Hallitus' }, quorum: 50, organisation: organisation.slug })
  expect(manifest.questions[0]?.options[1]).toEqual({ text: { sv: 'Bo', fi: 'Bo' } })
  expect(manifest.questions[1]).toMatchObject({ kind: 'yes-no', options: [{ text: { sv: 'Ja', fi: 'Kyllä' } }, { text: { sv: 'Nej', fi: 'Ei' } }] })

  const [a = '', b = ''] = members
  const [cardOfA, cardOfB] = [await collect({ id, manifest }, a), await collect({ id, manifest }, b)]
  expect(await cast(manifest, cardOfA, 1, [[0], [0]])).toMatchObject({ outcome: 'taken' })
  expect(await cast(manifest, cardOfA, 2, [[2], [1]])).toMatchObject({ outcome: 'taken' })
  expect(await cast(manifest, cardOfB, 1, [[2], []])).toMatchObject({ outcome: 'taken' })
  expect(await electionsOf(database.deps, organisation.id, a)).toMatchObject([{ id, state: 'frozen', roll: 'issued' }])

  await endElection(database.url, id)
  await reveal(database.deps.db).election.updateMany({ where: { id }, data: { opensAt: new Date(Date.now() - 9e6), closesAt: new Date(Date.now() - 1_000) } })
  database.clock.at = new Date()
  await run(id)
  const counted = await find(id)
  expect(counted?.result).toMatchObject({
    ballots: 2,
    undecipherable: 0,
    counts: [
      { votes: [0, 0, 2], winners: [2] },
      { votes: [0, 1], blank: 1, winners: [1] },
    ],
  })
  expect(await reveal(database.deps.db).election.findFirst({ where: { id } })).toMatchObject({ tokenKey: null, sealKey: null, state: 'counted' })
  const archive = await fetchArchive(boxAt(manifest.box), manifest)
  if (!archive) throw new Error('no archive')
  const pieces: string[] = []
  for await (const piece of streamArchive(boxAt(manifest.box), manifest)) pieces.push(piece)
  expect(JSON.parse(pieces.join(''))).toEqual(archive)
  const verdict = await verifyArchive(archive, checkNatively)
  expect(verdict).toMatchObject({ problems: [], ballots: 2, isQuorate: true, counts: counted?.result?.counts })
  expect(await acts()).toEqual(['vote.prepared', 'vote.changed', 'vote.changed', 'vote.frozen', 'vote.ready', 'vote.counted'])
  // Counted once, whoever asks again.
  await run(id)
  expect(await acts()).toHaveLength(6)
})

test('with keys of officers the portal closes and waits: two of three cards open, and it takes only what adds up', async () => {
  const id = await prepared({ keys: 'officers' })
  const freeze = (version: number) => freezeElection(database.deps, organisation, actor, { electionId: id, version })
  expect(await freeze(3)).toEqual({ ok: false, failure: 'votes.problem.noKey' })
  const { sealKey, secret } = makeSealKey()
  const shares = (await splitKey(secret)).map(writeShare)
  expect(await acceptKey(database.deps, organisation, actor, { electionId: id, version: 2, officersKey: sealKey })).toEqual({
    ok: false,
    failure: 'votes.changed',
  })
  const stranger = { ...actor, actorId: members[0] ?? '' }
  const made = { electionId: id, version: 3, officersKey: sealKey }
  expect(await acceptKey(database.deps, organisation, stranger, made)).toEqual({ ok: false, failure: 'desk.notAllowed' })
  expect(await acceptKey(database.deps, organisation, actor, made)).toEqual({ ok: true, value: null })
  // One officer alone can’t hold three cards; whoever has two roles counts once, and whose account is closed not at all.
  expect(await freeze(4)).toEqual({ ok: false, failure: 'votes.problem.keyHolders' })
  const double = await newOfficer('o2', 'administrator')
  await newOfficer('o3', 'election-officer', { status: 'disabled' })
  await reveal(database.deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId: double, role: 'election-officer' } })
  expect(await freeze(4)).toEqual({ ok: false, failure: 'votes.problem.keyHolders' })
  await newOfficer('o4', 'election-officer')
  expect(await freeze(3)).toEqual({ ok: false, failure: 'votes.changed' }) // the key that somebody has looked at is the one that is frozen
  expect(await freeze(4)).toEqual({ ok: true, value: null })
  await run(id)
  const manifest = (await find(id))?.manifest
  if (!manifest) throw new Error('not frozen')
  expect(manifest).toMatchObject({ keys: 'officers', sealKey })
  const dump = JSON.stringify(await asOwner(database.url, `SELECT encode(seal_key, 'escape') AS seal, * FROM elections WHERE id = '${id}'`))
  expect(dump).toContain(sealKey)
  expect(dump).not.toContain(secret)
  expect(JSON.parse(dump)[0].seal_key).toBeNull()

  const card = await collect({ id, manifest }, members[0] ?? '')
  expect(await cast(manifest, card, 1, [[1], [0]])).toMatchObject({ outcome: 'taken' })
  expect(await takeOpened(database.deps, organisation, actor, id, { opened: [], undecipherable: 1 })).toEqual({ ok: false, failure: 'votes.opening.refused' })
  await endElection(database.url, id)
  await reveal(database.deps.db).election.updateMany({ where: { id }, data: { opensAt: new Date(Date.now() - 9e6), closesAt: new Date(Date.now() - 1_000) } })
  database.clock.at = new Date()
  await run(id)
  expect(await find(id)).toMatchObject({ state: 'frozen', result: null })

  const box = boxAt(manifest.box)
  const joined = await joinShares(sealKey, readShare(shares[2]?.toLowerCase().replaceAll('-', ' ') ?? '') ?? '', readShare(shares[0] ?? '') ?? '')
  const right = await openBoard(manifest, joined ?? '', await boardOf(box, id), await box.voids(id))
  expect(right).toMatchObject({ undecipherable: 0, opened: [{ choice: [1] }, { choice: [0] }] })
  const take = (opened: OpenedBallots, by = actor) => takeOpened(database.deps, organisation, by, id, opened)
  const [first, second] = right.opened
  if (!first || !second) throw new Error('not opened')
  for (const wrong of [
    { ...right, opened: [first] },
    { ...right, undecipherable: 1 },
    { ...right, opened: [first, { ...second, choice: [7] }] },
    { ...right, opened: [second, first] },
    { opened: [first, second, second], undecipherable: 0 },
  ])
    expect(await take(wrong)).toEqual({ ok: false, failure: 'votes.opening.refused' })
  expect(await take(right, stranger)).toEqual({ ok: false, failure: 'desk.notAllowed' })
  expect(await take(right)).toEqual({ ok: true, value: null })
  await run(id)
  expect((await find(id))?.result).toMatchObject({ ballots: 1, counts: [{ winners: [1] }, { winners: [0] }] })
  expect(await take(right)).toEqual({ ok: false, failure: 'votes.opening.refused' })
  expect(await acts()).toEqual(['vote.prepared', 'vote.changed', 'vote.changed', 'vote.key-made', 'vote.frozen', 'vote.ready', 'vote.opened', 'vote.counted'])
  const archive = await fetchArchive(box, manifest)
  expect(archive && (await verifyArchive(archive, checkNatively))).toMatchObject({ problems: [], ballots: 1 })
})

test('everybody on the roll is written to alike when it opens and before the end, and holders of cards after it', async () => {
  const { id, manifest } = await frozen({ opens: at(30), closes: at(4 * 24 * 60), reminds: 'yes' })
  expect((await listElections(database.deps, organisation.id)).map((election) => phaseOf(election, database.deps.now()))).toEqual(['announced'])
  const sent = async () => (await messages(database.deps, organisation)).map(({ to, template }) => `${template} ${to}`).sort()
  expect(await sent()).toEqual([])
  await collect({ id, manifest }, members[0] ?? '')
  database.clock.forward(31 * 60_000)
  await wakeElections(database.deps)
  await run(id)
  const all = (template: string) => ['a', 'b', 'c'].map((name) => `${template} ${name}@example.org`)
  expect(await sent()).toEqual(all('vote-opened'))
  const [opened] = await messages(database.deps, organisation)
  expect(opened?.text).toContain(`/votes/${id}`)
  database.clock.forward(3 * 86_400_000)
  await Promise.all([run(id), run(id)])
  expect(await sent()).toEqual([...all('vote-opened'), ...all('vote-reminder')])
  await forgetCards(database.deps)
  await forgetCards(database.deps)
  expect(await sent()).toEqual(['vote-card a@example.org', ...all('vote-opened'), ...all('vote-reminder')])
})

test('a card is issued once: fifty wishes at once give one, the same wish the same answer, another none (P5)', async () => {
  const { id, manifest } = await frozen()
  const personId = members[0] ?? ''
  const wishes = await Promise.all(Array.from({ length: 50 }, () => askForCard(manifest.tokenKey)))
  const ask = (blinded: string) => issueCard(database.deps, organisation.id, { electionId: id, personId, blinded })
  const answers = await Promise.all(wishes.map(({ blinded }) => ask(blinded)))
  const taken = answers.findIndex(({ ok }) => ok)
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  expect(answers.filter((answer) => !answer.ok && answer.failure === 'votes.card.elsewhere')).toHaveLength(49)
  expect(await ask(wishes[taken]?.blinded ?? '')).toEqual(answers[taken])
  expect(await readRoll(database.deps, { organisationId: organisation.id, id })).toEqual({ eligible: 4, issued: 1, voted: 0, byPost: 0 })
  const stranger = await issueCard(database.deps, organisation.id, { electionId: id, personId: randomUUID(), blinded: wishes[0]?.blinded ?? '' })
  expect(stranger).toEqual({ ok: false, failure: 'votes.card.gone' })
})

test('the roll forgets in which order cards were collected: one transaction wrote it, in the order of its keys (L3)', async () => {
  const election = await frozen()
  for (const personId of [...members].sort().reverse()) await collect(election, personId)
  const rows = () => asOwner(database.url, `SELECT person_id, xmin::text AS xmin FROM election_roll WHERE election_id = '${election.id}' ORDER BY ctid`)
  expect(new Set((await rows()).map(({ xmin }) => xmin)).size).toBe(4)
  await forgetCards(database.deps)
  const after = await rows()
  expect(new Set(after.map(({ xmin }) => xmin)).size).toBe(1)
  expect(after.map(({ person_id }) => person_id)).toEqual([...after.map(({ person_id }) => String(person_id))].sort())
  // What was signed is still there for a browser that asks again.
  expect(await readRoll(database.deps, { organisationId: organisation.id, id: election.id })).toEqual({ eligible: 4, issued: 3, voted: 0, byPost: 0 })
})

test('collecting a card leaves no message, job, audit row or time behind (L7)', async () => {
  const election = await frozen()
  const everything = () =>
    asOwner(
      database.url,
      `SELECT (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM audit_events) AS events, (SELECT count(*) FROM graphile_worker._private_jobs) AS jobs`,
    )
  const before = await everything()
  await collect(election, members[1] ?? '')
  expect(await everything()).toEqual(before)
})

test('who may vote are the people of the groups whose account is open at the freeze, and nobody else sees the vote', async () => {
  const { db } = database.deps
  const group = await reveal(db).group.create({ data: { organisationId: organisation.id, name: 'Bergen' } })
  const [a = '', b = '', c = ''] = members
  for (const personId of [a, b]) await reveal(db).groupMember.create({ data: { organisationId: organisation.id, groupId: group.id, personId } })
  await reveal(db).person.updateMany({ where: { id: b }, data: { status: 'disabled' } })
  const { id, manifest } = await frozen({ groups: 'bergen' })
  expect(manifest.eligible).toBe(1)
  await reveal(db).groupMember.create({ data: { organisationId: organisation.id, groupId: group.id, personId: c } })
  expect(await findElectionOf(database.deps, organisation.id, a, id)).toMatchObject({ roll: 'none' })
  expect(await findElectionOf(database.deps, organisation.id, c, id)).toBeNull()
  expect(await electionsOf(database.deps, organisation.id, c)).toEqual([])
})

test('the roll of a vote that goes on keeps whoever is erased, as an id alone, and forgets it after the count', async () => {
  const { id } = await frozen()
  const [first = ''] = members
  const rollOf = async () => (await reveal(database.deps.db).electionRoll.findMany({ where: { organisationId: organisation.id, electionId: id } })).length
  const before = await rollOf()
  await inTransaction(database.deps, (deps) => erasePerson(deps, organisation.id, first))
  await forgetCards(database.deps)
  expect([await rollOf(), await reveal(database.deps.db).person.count({ where: { id: first } })]).toEqual([before, 0])
  await reveal(database.deps.db).election.updateMany({ where: { id }, data: { state: 'counted' } })
  await forgetCards(database.deps)
  expect(await rollOf()).toBe(before - 1)
})

test('paper is not frozen where one person alone may read it', async () => {
  const id = await prepared({ paper: 'last' })
  const freeze = () => freezeElection(database.deps, organisation, actor, { electionId: id, version: 3 })
  expect(await freeze()).toEqual({ ok: false, failure: 'votes.problem.paperReaders' })
  await newOfficer('o2', 'election-officer')
  expect(await freeze()).toEqual({ ok: true, value: null })
})

test('what is not whole is not frozen, what is frozen is not changed, and of two officers the second is told', async () => {
  const { deps } = database
  const refused = async (more: Record<string, unknown>, failure: string) =>
    expect(await prepareElection(deps, organisation, actor, plan(more))).toEqual({ ok: false, failure })
  await refused({ 'title-sv': ' ' }, 'votes.title.missing')
  await refused({ closes: at(-3) }, 'votes.times.wrong')
  await refused({ opens: 'soon' }, 'votes.times.wrong')
  await refused({ groups: 'Atlantis' }, 'roles.unknownGroup')

  const empty = await prepareElection(deps, organisation, actor, plan())
  if (!empty.ok) throw new Error(empty.failure)
  expect(await freezeElection(deps, organisation, actor, { electionId: empty.value, version: 1 })).toEqual({ ok: false, failure: 'votes.problem.noQuestion' })
  const put = (more: Record<string, unknown>) => putQuestion(deps, organisation, actor, question(empty.value, 1, more))
  expect(await put({ 'options-fi': 'Åsa' })).toEqual({ ok: false, failure: 'votes.options.uneven' })
  expect(await put({ 'options-sv': 'Åsa', 'options-fi': '' })).toEqual({ ok: false, failure: 'votes.options.wrong' })
  expect(await put({ kind: 'several', most: '4' })).toEqual({ ok: false, failure: 'votes.options.wrong' })
  expect(await put({ kind: 'ranked', seats: '2' })).toMatchObject({ ok: true })
  expect(await put({})).toEqual({ ok: false, failure: 'votes.changed' })
  expect((await find(empty.value))?.questions).toMatchObject([{ kind: 'ranked', most: 3, seats: 2 }])
  expect(await freezeElection(deps, organisation, actor, { electionId: empty.value, version: 1 })).toEqual({ ok: false, failure: 'votes.changed' })
  expect(await freezeElection(deps, organisation, actor, { electionId: empty.value, version: 2 })).toMatchObject({ ok: true })
  expect(await removeQuestion(deps, organisation, actor, { election: empty.value, version: 2, at: 0 })).toEqual({ ok: false, failure: 'votes.changed' })
  expect(await discardDraft(deps, organisation, actor, empty.value)).toEqual({ ok: false, failure: 'votes.changed' })

  const other = await prepared()
  expect(await discardDraft(deps, organisation, actor, other)).toMatchObject({ ok: true })
  expect(await find(other)).toBeNull()
  const member = { ...actor, actorId: members[0] ?? '' }
  expect(await prepareElection(deps, organisation, member, plan())).toEqual({ ok: false, failure: 'desk.notAllowed' })
  expect(await freezeElection(deps, organisation, member, { electionId: empty.value, version: 2 })).toEqual({ ok: false, failure: 'desk.notAllowed' })
})

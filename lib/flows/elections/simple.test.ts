import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { freezeVote, pointAtBox, savedOrganisation } from '@/e2e/support/frozen-vote'
import { messages, newPerson, someClient } from '@/e2e/support/somebody'
import { asOwner, ranking, yesOrNo } from '@/e2e/support/voters'
import { verifySimple } from '@/lib/ballots/count-answers'
import type { Choice, Question } from '@/lib/ballots/schema'
import { type SimpleArchive, simpleArchiveSchema } from '@/lib/ballots/schema'
import { reveal } from '@/lib/core/prisma'
import { electionsOf, findElection, findElectionOf, readRoll } from '@/lib/elections/find-election'
import { beginFreeze, createElection } from '@/lib/elections/prepare-election'
import type { ElectionPlan } from '@/lib/elections/schema'
import { castBallot } from '@/lib/elections/simple/cast-ballot'
import { streamSimpleArchive } from '@/lib/elections/simple/stream-archive'
import { writeLocalTime } from '@/lib/organisations/local-time'
import type { Organisation } from '@/lib/organisations/schema'
import { freezeElection } from './freeze-election'
import { prepareElection, putQuestion } from './prepare-election'
import { forgetCards, runElection } from './run-elections'
import { planForm, questionForm } from './schema'

// Simple votes: no box runs here at all.

const database = testDatabase()
const several: Question = { ...ranking(4), kind: 'several', most: 2, seats: 2 }
const questions = [yesOrNo, { ...ranking(3), kind: 'one' as const, most: 1 }, several, ranking(4, 2)]
pointAtBox(undefined)

let organisation: Organisation
let members: string[]

const people = (count: number, name = 'm') =>
  Promise.all(Array.from({ length: count }, (_, at) => newPerson(database.deps, organisation, { email: `${name}${at}@example.org` })))

beforeEach(async () => {
  database.clock.at = new Date()
  organisation = await savedOrganisation(database.deps)
  members = await people(5)
})

const run = (electionId: string) => runElection(database.deps, { organisationId: organisation.id, electionId })
const find = (id: string) => findElection(database.deps, organisation.id, id)

async function frozen(more: Partial<ElectionPlan> = {}) {
  const title = { sv: 'Handuppräckning' }
  const election = await freezeVote(database.deps, organisation, members[0] ?? '', { mode: 'simple', title, questions, isRevotable: false, ...more })
  if (!election.simple) throw new Error('not simple')
  return { ...election, simple: election.simple }
}
const vote = (id: string, personId: string, choices: Choice[], asked = questions) =>
  castBallot(database.deps, { organisationId: organisation.id, id, questions: asked }, personId, choices)

async function end(id: string) {
  const past = { opensAt: new Date(Date.now() - 9e6), closesAt: new Date(Date.now() - 1_000) }
  await reveal(database.deps.db).election.updateMany({ where: { id }, data: past })
  database.clock.at = new Date()
  await run(id)
  return (await find(id))?.result
}

async function archiveOf(id: string): Promise<SimpleArchive> {
  const election = await find(id)
  if (!election) throw new Error('no vote')
  let text = ''
  for await (const piece of streamSimpleArchive(database.deps, election)) text += piece
  return simpleArchiveSchema.parse(JSON.parse(text))
}
const rollOf = (id: string) =>
  asOwner(database.url, `SELECT person_id, has_voted, xmin::text AS xmin FROM election_roll WHERE election_id = '${id}' ORDER BY ctid`)
const answersOf = (id: string) =>
  asOwner(database.url, `SELECT question, id, choice, xmin::text AS xmin FROM election_answers WHERE election_id = '${id}' ORDER BY ctid`)

/** Somebody's ballot is on its way into the database. */
const isCasting = () =>
  vi.waitFor(async () => expect(await asOwner(database.url, `SELECT FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock'`)).toHaveLength(1))

test('a simple vote is prepared by its form, needs no ballot box, and is counted with an archive that two programs agree on', async () => {
  const { deps } = database
  const officer = await newPerson(deps, organisation, { username: 'officer' })
  await reveal(deps.db).roleGrant.create({ data: { organisationId: organisation.id, personId: officer, role: 'election-officer' } })
  const actor = { actorId: officer, client: someClient() }
  const at = (minutes: number) => writeLocalTime(new Date(Date.now() + minutes * 60_000), organisation.settings.timeZone)
  const times = { opens: at(-2), closes: at(60) }
  // What a simple vote can't have is left out, whatever the form says.
  const plan = {
    once: randomUUID(),
    'title-sv': 'Kaffe',
    groups: '',
    ...times,
    mode: 'simple',
    revote: 'yes',
    paper: 'last',
    verify: 'content',
    keys: 'officers',
    quorum: '50',
  }
  expect(await prepareElection(deps, organisation, actor, planForm.parse(plan))).toEqual({ ok: true, value: plan.once })
  expect(await find(plan.once)).toMatchObject({ mode: 'simple', isRevotable: false, paper: 'none', verify: 'board', keys: 'portal' })
  const asked = {
    election: plan.once,
    version: 1,
    at: 0,
    kind: 'ranked',
    'text-sv': 'Vem?',
    'options-sv': 'Åsa\nBo\nCleo',
    most: '1',
    seats: '1',
    majority: 'most',
  }
  expect(await putQuestion(deps, organisation, actor, questionForm.parse(asked))).toMatchObject({ ok: true })
  expect(await find(plan.once)).toMatchObject({ mode: 'simple' })
  expect(await freezeElection(deps, organisation, actor, { electionId: plan.once, version: 2 })).toEqual({ ok: true, value: null })
  await run(plan.once)
  const election = await find(plan.once)
  expect(election).toMatchObject({ state: 'frozen', manifest: null, simple: { mode: 'simple', eligible: 6, quorum: 50 } })
  await run(plan.once)
  const sent = await messages(deps, organisation)
  expect(new Set(sent.map(({ template }) => template))).toEqual(new Set(['vote-opened-simple']))
  expect(sent[0]?.text).toContain('men inte för den som driver den')
  const asks = election?.questions ?? []
  for (const [who, choice] of [[2, 1], [2], [0, 1], []].entries()) expect(await vote(plan.once, members[who] ?? '', [choice], asks)).toBe('taken')
  const result = await end(plan.once)
  expect(result).toMatchObject({ ballots: 4, undecipherable: 0, counts: [{ ballots: 4, blank: 1, votes: [1, 0, 2], winners: [2] }] })
  const archive = await archiveOf(plan.once)
  expect(verifySimple(archive)).toMatchObject({ problems: [], ballots: 4, isQuorate: true, counts: result?.counts })
  const acts = await reveal(deps.db).auditEvent.findMany({ where: { organisationId: organisation.id, act: { startsWith: 'vote.' } }, orderBy: { id: 'asc' } })
  expect(acts.map(({ act }) => act)).toEqual(['vote.prepared', 'vote.changed', 'vote.frozen', 'vote.ready', 'vote.counted'])
  expect(await reveal(deps.db).election.findFirst({ where: { id: plan.once } })).toMatchObject({ tokenKey: null, sealKey: null })

  const broken: SimpleArchive[] = [
    { ...archive, voted: 3 },
    { ...archive, answers: archive.answers.slice(1) },
    { ...archive, answers: [...archive.answers].reverse() },
    { ...archive, answers: archive.answers.map((answer, place) => (place === 0 ? { ...answer, choice: [7] } : answer)) },
    { ...archive, manifest: { ...archive.manifest, eligible: 3 } },
  ]
  for (const one of broken) expect(verifySimple(one).problems).not.toEqual([])
  const file = join(mkdtempSync(join(tmpdir(), 'simple-')), 'archive.json')
  const check = (checked: SimpleArchive, program: string, ...before: string[]) => {
    writeFileSync(file, JSON.stringify(checked))
    return spawnSync(program, [...before, file], { encoding: 'utf8' })
  }
  const porten = [process.execPath, '--import', 'tsx', 'scripts/porten.ts', 'vote', 'verify'] as const
  const whole = check(archive, ...porten)
  expect(whole.stdout).toContain('What nothing can check in a simple vote')
  expect(whole.status).toBe(0)
  expect(check({ ...archive, voted: 3 }, ...porten)).toMatchObject({ status: 1, stdout: expect.stringContaining('NOT WHOLE') })
  if (spawnSync('python3', ['--version']).status !== 0) return
  const python = ['python3', 'e2e/check-archive.py'] as const
  const said = JSON.parse(check(archive, ...python).stdout)
  expect(said).toMatchObject({ problems: [], ballots: 4, isQuorate: true, counts: [{ votes: [1, 0, 2], winners: [2] }] })
  for (const one of broken) expect(check(one, ...python).status).toBe(1)
})

test('a sealed vote waits without a ballot box, and does not ask for it without a pause', async () => {
  const { deps } = database
  const [id, by = ''] = [randomUUID(), members[0]]
  const times = { opensAt: new Date(), closesAt: new Date(Date.now() + 3_600_000) }
  const rules = { mode: 'sealed', isRevotable: false, paper: 'none', verify: 'board', keys: 'portal', quorum: 0, reminds: false } as const
  await createElection(deps, organisation.id, { id, plan: { title: { sv: 'Val' }, questions, groupIds: [], ...times, ...rules }, createdBy: by })
  await beginFreeze(deps, { organisationId: organisation.id, id, version: 1 }, by)
  await run(id)
  expect(await find(id)).toMatchObject({ state: 'freezing', manifest: null })
  expect(await asOwner(database.url, `SELECT FROM graphile_worker.jobs WHERE key = 'election:${organisation.id}:${id}'`)).toEqual([])
})

const choices = fc.tuple(
  fc.constantFrom<Choice[]>([], [0], [1]),
  fc.constantFrom<Choice[]>([], [0], [1], [2]),
  fc.subarray([0, 1, 2, 3], { maxLength: 2 }),
  fc.shuffledSubarray([0, 1, 2, 3]),
)
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('vote' as const), who: fc.nat(6), choices }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('at-once' as const), who: fc.nat(6), choices, other: choices }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('night' as const) }) },
)

test('the tally is that of the model for every history of votes, replays, two windows at once, strangers and nights', { timeout: 240_000 }, async () => {
  const [stranger = ''] = await people(1, 'late')
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (history) => {
      const { id } = await frozen({ groupIds: [] })
      // Whoever came after the freeze stands on no roll.
      const late = await newPerson(database.deps, organisation, { username: randomUUID() })
      const voters = [...members, stranger, late]
      const model = new Map<string, Choice[]>()
      for (const one of history) {
        if (one.kind === 'night') {
          await forgetCards(database.deps)
          continue
        }
        const personId = voters[one.who] ?? ''
        const sent = one.kind === 'vote' ? [one.choices] : [one.choices, one.other, one.choices]
        const outcomes = await Promise.all(sent.map((ballot) => vote(id, personId, ballot)))
        const taken = outcomes.indexOf('taken')
        const rest = outcomes.filter((_, place) => place !== taken)
        expect(rest).toEqual(rest.map(() => (personId === late ? 'unknown' : 'voted')))
        expect(taken >= 0).toBe(personId !== late && !model.has(personId))
        const ballot = sent[taken]
        if (ballot) model.set(personId, ballot)
      }
      const marked = (await rollOf(id)).filter(({ has_voted }) => has_voted).map(({ person_id }) => person_id)
      expect(marked.sort()).toEqual([...model.keys()].sort())
      const result = await end(id)
      expect(result?.ballots).toBe(model.size)
      const archive = await archiveOf(id)
      for (const at of questions.keys()) {
        const counted = archive.answers.filter(({ question }) => question === at).map(({ choice }) => choice.join())
        expect(counted.sort()).toEqual([...model.values()].map((ballot) => (ballot[at] ?? []).join()).sort())
      }
      expect(verifySimple(archive)).toMatchObject({ problems: [], counts: result?.counts })
      expect(await vote(id, members[0] ?? '', [[], [], [], []])).toBe(model.has(members[0] ?? '') ? 'voted' : 'late')
    }),
    { numRuns: process.env.LONG === '1' ? 60 : 8 },
  )
})

test('fifty presses at once count once, and the roll tells the member that it did', async () => {
  const { id } = await frozen()
  const [a = '', b = ''] = members
  const outcomes = await Promise.all(Array.from({ length: 50 }, (_, at) => vote(id, a, [[at % 2], [0], [], [3, 1]])))
  expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'voted')).toHaveLength(49)
  expect(await answersOf(id)).toHaveLength(questions.length)
  expect(await readRoll(database.deps, { organisationId: organisation.id, id })).toEqual({ eligible: 5, issued: 0, voted: 1, byPost: 0 })
  expect(await findElectionOf(database.deps, organisation.id, a, id)).toMatchObject({ roll: 'voted' })
  expect(await electionsOf(database.deps, organisation.id, b)).toMatchObject([{ id, roll: 'none' }])
  // The second while the first is not through yet: it waits, and is told.
  const first = asOwner(database.url, `BEGIN; SELECT cast_simple('${organisation.id}', '${id}', '${b}', '[[0],[1],[2],[0]]'); SELECT pg_sleep(1); COMMIT`)
  await isCasting()
  expect(await vote(id, b, [[1], [1], [1], [1]])).toBe('voted')
  await first
  expect(await answersOf(id)).toHaveLength(2 * questions.length)
})

test('the database’s clock opens and closes, whatever the portal’s says, and a count waits for who was in time', async () => {
  const { id } = await frozen()
  const [a = '', b = ''] = members
  const ballot = [[0], [1], [2], [0]]
  database.clock.forward(30 * 86_400_000)
  expect(await vote(id, a, ballot)).toBe('taken')
  // The portal believes that the end has come: the database does not, and nothing is counted.
  await run(id)
  expect(await find(id)).toMatchObject({ state: 'frozen', result: null })
  await reveal(database.deps.db).election.updateMany({ where: { id }, data: { opensAt: new Date(Date.now() + 60_000) } })
  expect(await vote(id, b, ballot)).toBe('early')
  await asOwner(database.url, `UPDATE elections SET opens_at = now() - interval '1 day', closes_at = clock_timestamp() WHERE id = '${id}'`)
  expect(await vote(id, b, ballot)).toBe('late')
  expect(await vote(id, a, ballot)).toBe('voted')

  const other = await frozen()
  // Somebody is in the middle of casting, for longer than the vote is open: what got in before the end is counted.
  const holding = asOwner(
    database.url,
    `BEGIN; SELECT cast_simple('${organisation.id}', '${other.id}', '${b}', '[[0],[1],[2],[0]]'); SELECT pg_sleep(1.5); COMMIT`,
  )
  await isCasting()
  expect(await end(other.id)).toMatchObject({ ballots: 1 })
  await holding
})

test('who does not stand on the roll, and who asks from another organisation, casts nothing', async () => {
  const { id } = await frozen()
  const [a = ''] = members
  const [late = ''] = await people(1, 'late')
  const foreign = await savedOrganisation(database.deps)
  const ballot = [[0], [1], [2], [0]]
  expect(await vote(id, late, ballot)).toBe('unknown')
  expect(await findElectionOf(database.deps, organisation.id, late, id)).toBeNull()
  expect(await castBallot(database.deps, { organisationId: foreign.id, id, questions }, a, ballot)).toBe('unknown')
  for (const wrong of [[[0]], [[0], [1], [2], [9]], [[0, 1], [1], [2], [0]], [[0], [1], [1, 0], [0]]])
    await expect(vote(id, a, wrong)).rejects.toThrow('no answer to the questions')
  // What gets past that check is refused whole: the roll is not marked.
  await expect(asOwner(database.url, `SELECT cast_simple('${organisation.id}', '${id}', '${a}', '[[0]]')`)).rejects.toThrow('answers every question')
  expect(await readRoll(database.deps, { organisationId: organisation.id, id })).toMatchObject({ voted: 0 })
  expect(await answersOf(id)).toEqual([])
})

test('casting leaves no message, job, audit row or time behind, and what is kept of it has no column for one', async () => {
  const { id } = await frozen()
  const everything = () =>
    asOwner(
      database.url,
      `SELECT (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM audit_events) AS events, (SELECT count(*) FROM graphile_worker._private_jobs) AS jobs`,
    )
  const before = await everything()
  expect(await vote(id, members[1] ?? '', [[1], [], [0, 3], [2]])).toBe('taken')
  expect(await everything()).toEqual(before)
  const columns = await asOwner(
    database.url,
    `SELECT column_name AS name, udt_name AS type FROM information_schema.columns WHERE table_name = 'election_answers'`,
  )
  expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toEqual({
    organisation_id: 'uuid',
    election_id: 'uuid',
    question: 'int2',
    id: 'uuid',
    choice: '_int2',
  })
  // Numbers of the fourth kind are drawn, and have no time in them.
  for (const answer of await answersOf(id)) expect(String(answer.id)).toMatch(/^.{14}4/)
})

test('until it is written anew a transaction’s number joins roll and answers, which is said; by night it joins nothing', async () => {
  const { id } = await frozen()
  for (const [at, personId] of [...members].sort().reverse().entries()) await vote(id, personId, [[at % 2], [0], [1], [2]])
  const joined = async () => {
    const [roll, answers] = [await rollOf(id), await answersOf(id)]
    return roll.map(({ xmin }) => answers.filter((answer) => answer.xmin === xmin).length)
  }
  expect(await joined()).toEqual(members.map(() => questions.length))
  await forgetCards(database.deps)
  const [roll, answers] = [await rollOf(id), await answersOf(id)]
  expect(new Set([...roll, ...answers].map(({ xmin }) => xmin)).size).toBe(1)
  const keys = answers.map((answer) => `${answer.question} ${answer.id}`)
  expect(keys).toEqual([...keys].sort())
  expect(answers).toHaveLength(questions.length * members.length)
  // The end has it written anew too.
  await end(id)
  expect(await asOwner(database.url, `SELECT FROM graphile_worker.jobs WHERE task_identifier = 'forget-cards'`)).toHaveLength(1)
})

test('from the freeze on no vote changes its mode, by no way, and what was answered is never written over', async () => {
  const { id } = await frozen()
  await vote(id, members[0] ?? '', [[1], [0], [1], [2]])
  const change = (set: string) => asOwner(database.url, `UPDATE elections SET ${set} WHERE id = '${id}'`)
  await expect(change(`mode = 'sealed'`)).rejects.toThrow('keeps its mode')
  await expect(change(`state = 'draft'`)).rejects.toThrow('no draft any more')
  await expect(change(`is_revotable = true`)).rejects.toThrow('elections_simple')
  await expect(change(`seal_key = 'x'`)).rejects.toThrow('elections_simple')
  await expect(asOwner(database.url, `UPDATE election_answers SET choice = '{0}' WHERE election_id = '${id}'`)).rejects.toThrow('stays as it was given')
  await expect(asOwner(database.url, `UPDATE election_roll SET state = 'issued' WHERE has_voted`)).rejects.toThrow('election_roll_voted')
  const draft = randomUUID()
  const { mode, ...sealed } = { ...(await find(id)), mode: 'sealed' as const }
  expect(mode).toBe('sealed')
  const { title, groupIds, opensAt, closesAt } = sealed as ElectionPlan
  const plan = {
    mode,
    title,
    questions,
    groupIds,
    opensAt,
    closesAt,
    isRevotable: true,
    paper: 'none',
    verify: 'board',
    keys: 'portal',
    quorum: 0,
    reminds: false,
  } as const
  await createElection(database.deps, organisation.id, { id: draft, plan: { ...plan, questions: [...questions] }, createdBy: members[0] ?? '' })
  await asOwner(database.url, `UPDATE elections SET mode = 'simple', is_revotable = false WHERE id = '${draft}'`)
  expect(await find(draft)).toMatchObject({ mode: 'simple', state: 'draft' })
})

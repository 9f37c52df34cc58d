import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { endElection, letBoxIn, makeElection, newTicket, ranking, yesOrNo } from '@/e2e/support/voters'
import { toText } from '@/lib/ballots/bytes'
import { castBallot, fillBallot, signBallot, withdrawCard } from '@/lib/ballots/cast-ballot'
import { drawFrom } from '@/lib/ballots/draw-lots'
import { checkNatively } from '@/lib/ballots/native-tools'
import { countQuestion } from '@/lib/ballots/rules'
import type { Archive, Ballot, Choice, Question } from '@/lib/ballots/schema'
import { verifyArchive } from '@/lib/ballots/verify-archive'
import { boxAt } from './client'
import { countElection } from './count-election'
import { type RunningBox, serveBox } from './serve-box'

const database = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'archive-'))
const hasPython = spawnSync('python3', ['--version']).status === 0
const noPython = 'python3 is not on this machine: the independent checker was not asked'
let running: RunningBox
let archive: Archive

const several: Question = { ...ranking(4), kind: 'several', most: 3, seats: 2, majority: 'half' }
const one: Question = { ...ranking(3), kind: 'one', most: 1 }
const questions = [yesOrNo, one, several, ranking(5, 2)]

beforeAll(async () => {
  running = await serveBox({ url: await letBoxIn(database.url), port: 0, host: '127.0.0.1' })
  const box = boxAt(`http://127.0.0.1:${running.port}`)
  const { manifest, sealSecret, makeCard } = makeElection(`http://127.0.0.1:${running.port}`, { questions, quorum: 10 })
  await box.open(manifest)
  const random = fc.sample(fc.tuple(fc.subarray([0], {}), fc.subarray([2], {}), fc.subarray([0, 1, 3]), fc.shuffledSubarray([0, 1, 2, 3, 4])), 14)
  const send = (ballot: Ballot) => fetch(`${manifest.box}/e/${manifest.election}/ballot`, { method: 'POST', body: JSON.stringify(ballot) })
  const cards = await Promise.all(random.map(makeCard))
  for (const [at, choices] of random.entries()) {
    const card = cards[at]
    if (!card) continue
    const ballot = castBallot(manifest, card, 1, fillBallot(choices))
    await send(at === 3 ? signBallot(manifest.election, card, 1, ballot.sealed.replace(/^.{6}/, 'AAAAAA')) : ballot)
    if (at === 5) await send(castBallot(manifest, card, 2, fillBallot(choices)))
    if (at === 7) await box.withdraw(manifest.election, withdrawCard(manifest.election, card.seed), newTicket())
  }
  await endElection(database.url, manifest.election)
  archive = (await countElection(box, manifest, sealSecret)) as Archive
})
afterAll(async () => {
  await running.stop()
  rmSync(folder, { recursive: true })
})

const kept = (one: unknown) => {
  const file = join(folder, 'archive.json')
  writeFileSync(file, JSON.stringify(one))
  return file
}
const python = (one: unknown) => {
  const { stdout, stderr, status } = spawnSync('python3', ['e2e/check-archive.py', kept(one)], { encoding: 'utf8' })
  return { stderr, status, verdict: stdout ? JSON.parse(stdout) : null }
}

test('a program in another language, written apart, finds the same in an archive, and sees what was changed (P12)', async (context) => {
  if (!hasPython) return context.skip(noPython)
  const { counts, ...verdict } = await verifyArchive(archive, checkNatively)
  expect(verdict).toMatchObject({ problems: [], ballots: 13, cards: 14, undecipherable: 1 })
  const theirs = python(archive)
  expect(theirs).toMatchObject({ stderr: '', status: 0, verdict: { ...verdict, counts: counts.map(({ stages: _, ...count }) => count) } })
  const [ballot] = archive.batches[0] ?? []
  const last = archive.heads.at(-1)
  const [answer] = archive.opened
  if (!ballot || !last || !answer) throw new Error('an empty archive')
  const flipped = toText(new Uint8Array(64).fill(1))
  const changes: Partial<Archive>[] = [
    { batches: [[{ ...ballot, sig: flipped }, ...(archive.batches[0]?.slice(1) ?? [])]] },
    { batches: [archive.batches[0]?.slice(1) ?? []] },
    { heads: [{ ...last, sig: flipped }] },
    { voids: [] },
    { opened: archive.opened.slice(1) },
    { opened: [{ ...answer, choice: [9] }, ...archive.opened.slice(1)] },
    { undecipherable: 0 },
    { manifest: { ...archive.manifest, eligible: 99 } },
  ]
  for (const change of changes) {
    expect((await verifyArchive({ ...archive, ...change }, checkNatively)).problems, Object.keys(change).join()).not.toEqual([])
    expect(python({ ...archive, ...change }).status, Object.keys(change).join()).toBe(1)
  }
})

test('it counts every kind of question as we do, whatever was voted (P12)', (context) => {
  if (!hasPython) return context.skip(noPython)
  const majority = fc.constantFrom('most' as const, 'half' as const, 'two-thirds' as const)
  const options = [0, 1, 2, 3, 4]
  const choice = fc.shuffledSubarray(options)
  const orderless = fc.subarray(options)
  const lots = fc.shuffledSubarray(options, { minLength: 5 })
  const cases: [Question, Choice[], number[]][] = fc.sample(
    fc.oneof(
      fc.tuple(
        fc.integer({ min: 1, max: 4 }).map((seats) => ranking(5, seats)),
        fc.array(choice, { maxLength: 30 }),
        lots,
      ),
      fc.tuple(
        fc.record({ seats: fc.integer({ min: 1, max: 4 }), majority }).map((more) => ({ ...ranking(5), kind: 'several' as const, ...more })),
        fc.array(orderless, { maxLength: 30 }),
        lots,
      ),
      fc.tuple(
        majority.map((rule) => ({ ...yesOrNo, majority: rule })),
        fc.array(fc.constantFrom<Choice>([], [0], [1]), { maxLength: 12 }),
        lots,
      ),
    ),
    process.env.LONG === '1' ? 20_000 : 400,
  )
  const program =
    "import json, runpy, sys; count = runpy.run_path('e2e/check-archive.py')['count']; print(json.dumps([count(*one) for one in json.load(sys.stdin)]))"
  const { stdout } = spawnSync('python3', ['-c', program], { input: JSON.stringify(cases), encoding: 'utf8', maxBuffer: 100_000_000 })
  const ours = cases.map(([question, choices, lot]) => {
    const { stages: _, ...count } = countQuestion(question, choices, lot)
    return count
  })
  expect(JSON.parse(stdout)).toEqual(ours)
})

test('it draws the same lots, which few votes come to (P12)', (context) => {
  if (!hasPython) return context.skip(noPython)
  const draws = fc.sample(fc.tuple(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat({ max: 20 }), fc.integer({ min: 1, max: 60 })), 50)
  const program =
    "import json, runpy, sys; draw = runpy.run_path('e2e/check-archive.py')['draw_lots']; print(json.dumps([draw(bytes.fromhex(seed), at, options) for seed, at, options in json.load(sys.stdin)]))"
  const input = JSON.stringify(draws.map(([seed, at, options]) => [Buffer.from(seed).toString('hex'), at, options]))
  const { stdout } = spawnSync('python3', ['-c', program], { input, encoding: 'utf8' })
  expect(JSON.parse(stdout)).toEqual(draws.map((draw) => drawFrom(...draw)))
})

test('`porten vote verify` needs no database, tells what was counted, and ends with 1 where something is wrong', () => {
  const porten = (file: string) => {
    const env = { PATH: process.env.PATH, NODE_ENV: 'test' as const }
    return spawnSync(process.execPath, ['--import', 'tsx', 'scripts/porten.ts', 'vote', 'verify', file], { encoding: 'utf8', env })
  }
  const whole = porten(kept(archive))
  expect(whole.stderr).toBe('')
  expect(whole.status).toBe(0)
  expect(whole.stdout).toContain('100 may vote; 14 cards used; 13 ballots count, 1 of them undecipherable')
  expect(whole.stdout).toContain('Whole: every signature')
  const cut = porten(kept({ ...archive, voids: [] }))
  expect(cut.status).toBe(1)
  expect(cut.stdout).toContain('NOT WHOLE')
  expect(porten(kept({})).status).toBe(2)
  expect(porten(join(folder, 'nothing.json')).status).toBe(2)
})

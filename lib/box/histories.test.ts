import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { asOwner, endElection, letBoxIn, makeElection, newTicket, ranking, yesOrNo } from '@/e2e/support/voters'
import { toText } from '@/lib/ballots/bytes'
import type { Card } from '@/lib/ballots/card'
import { castBallot, fillBallot, signBallot, withdrawCard } from '@/lib/ballots/cast-ballot'
import { countingBallots } from '@/lib/ballots/open-board'
import { countQuestion } from '@/lib/ballots/rules'
import type { Archive, Ballot, Choice, Contents } from '@/lib/ballots/schema'
import { verifyArchive } from '@/lib/ballots/verify-archive'
import { boxAt } from './client'
import { countElection } from './count-election'
import { sealBatch } from './seal-batch'
import { type RunningBox, serveBox } from './serve-box'
import { type BoxDb, closeBoxDb, openBoxDb } from './store'

// Whatever voters and attackers do in whatever order: the count is that of a model that knows each voter's last valid choice.

const database = testDatabase()
const long = process.env.LONG === '1'
let running: RunningBox
let db: BoxDb
let url: string
beforeAll(async () => {
  const boxUrl = await letBoxIn(database.url)
  running = await serveBox({ url: boxUrl, port: 0, host: '127.0.0.1', mostInMinute: Number.POSITIVE_INFINITY })
  url = `http://127.0.0.1:${running.port}`
  db = openBoxDb(boxUrl, 4)
})
afterAll(async () => {
  await closeBoxDb(db)
  await running.stop()
})

const voters = 6
const voter = fc.nat({ max: voters - 1 })
const choices = fc.tuple(fc.constantFrom<Choice>([], [0], [1]), fc.shuffledSubarray([0, 1, 2]))
const deed = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('vote' as const), voter, choices }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replay' as const), voter }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('garbage' as const), voter }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('copy' as const), voter, other: voter }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forge' as const), voter, bit: fc.nat({ max: 500 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), voter }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('batch' as const) }) },
)

const vote = (voter: number, choice: Choice, ranks: number[]) => ({ kind: 'vote' as const, voter, choices: [choice, ranks] as [Choice, number[]] })
/** Begun with: everybody but one votes three times, so that whatever ballot of a card counts but the last shows, and each of the other deeds is done. */
const everyDeed = [
  ...[0, 1, 2, 3, 4].flatMap((voter) => [vote(voter, [0], [2, 1, 0]), vote(voter, [1], [0])]),
  { kind: 'withdraw' as const, voter: 0 },
  { kind: 'batch' as const },
  ...[0, 1, 2, 3, 4].map((voter) => vote(voter, [], [1, 0])),
  { kind: 'copy' as const, voter: 1, other: 2 },
  { kind: 'garbage' as const, voter: 5 },
  { kind: 'replay' as const, voter: 2 },
  { kind: 'forge' as const, voter: 3, bit: 77 },
]

test('the count is the model’s for every history (P1, P2, P3, P6, P7), and no row of the board can be removed, swapped or added (P8)', {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 30 }), fc.boolean(), async (deeds, revote) => {
      const box = boxAt(url)
      const { manifest, sealSecret, makeCard } = makeElection(url, { eligible: voters, revote, questions: [yesOrNo, ranking(3)] })
      const { election, questions } = manifest
      expect(await box.open(manifest)).toBe(true)
      const cards: Card[] = await Promise.all(Array.from({ length: voters }, makeCard))
      const model = new Map<number, Contents | 'undecipherable'>()
      const withdrawn = new Set<number>()
      const last = new Map<number, Ballot>()
      const superseded: Contents[] = []

      const send = async (ballot: Ballot) => {
        const response = await fetch(`${url}/e/${election}/ballot`, { method: 'POST', body: JSON.stringify(ballot) })
        return response.json() as Promise<{ outcome: string; free?: number }>
      }
      const cast = async (at: number, sealed: (card: Card, seq: number) => Ballot, contents: Contents | 'undecipherable') => {
        const card = cards[at] as Card
        const ballot = sealed(card, (last.get(at)?.seq ?? 0) + 1)
        const { outcome } = await send(ballot)
        if (withdrawn.has(at)) return expect(outcome).toBe('void')
        if (last.has(at) && !revote) return expect(outcome).toBe('spent')
        expect(outcome).toBe('taken')
        const before = model.get(at)
        if (before && before !== 'undecipherable') superseded.push(before)
        model.set(at, contents)
        last.set(at, ballot)
      }

      for (const one of deeds) {
        if (one.kind === 'vote') {
          const contents = fillBallot(one.choices)
          await cast(one.voter, (card, seq) => castBallot(manifest, card, seq, contents), contents)
        } else if (one.kind === 'garbage') {
          const size = castBallot(manifest, cards[0] as Card, 1, fillBallot([[], []])).sealed
          await cast(one.voter, (card, seq) => signBallot(election, card, seq, size.replace(/^.{8}/, 'AAAAAAAA')), 'undecipherable')
        } else if (one.kind === 'copy') {
          const foreign = last.get(one.other)
          if (foreign && one.other !== one.voter) await cast(one.voter, (card, seq) => signBallot(election, card, seq, foreign.sealed), 'undecipherable')
        } else if (one.kind === 'replay') {
          const ballot = last.get(one.voter)
          if (ballot) expect((await send(ballot)).outcome).toBe('same')
        } else if (one.kind === 'forge') {
          const ballot = last.get(one.voter)
          const sealed = ballot && Buffer.from(ballot.sealed, 'base64url')
          if (!ballot || !sealed) continue
          sealed[one.bit % sealed.length] = (sealed[one.bit % sealed.length] ?? 0) ^ 1
          expect((await send({ ...ballot, sealed: toText(sealed) })).outcome).toBe('forged')
        } else if (one.kind === 'withdraw') {
          const proof = withdrawCard(election, (cards[one.voter] as Card).seed)
          if (!revote && last.has(one.voter) && !withdrawn.has(one.voter)) {
            expect(await box.withdraw(election, proof, newTicket())).toBe('spent')
            continue
          }
          expect(await box.withdraw(election, proof, newTicket())).toBe(withdrawn.has(one.voter) ? 'other' : 'void')
          const before = model.get(one.voter)
          if (before && before !== 'undecipherable') superseded.push(before)
          model.delete(one.voter)
          withdrawn.add(one.voter)
        } else await sealBatch(db, election, { isLast: false })
      }

      await endElection(database.url, election)
      expect((await send(castBallot(manifest, cards[0] as Card, 99, fillBallot([[], []])))).outcome).toBe('late')
      const archive = (await countElection(box, manifest, sealSecret)) as Archive
      expect(await countElection(box, manifest, sealSecret)).toEqual(archive)
      const verdict = await verifyArchive(archive)
      expect(verdict.problems).toEqual([])

      const counted = [...model.values()].filter((contents): contents is Exclude<typeof contents, string> => contents !== 'undecipherable')
      const inModel = counted.flatMap((contents) => ('answers' in contents ? contents.answers.map((answer, question) => ({ question, ...answer })) : []))
      const byName = <Row extends { question: number; nonce: string }>(rows: Row[]) =>
        [...rows].sort((one, other) => (one.question + one.nonce < other.question + other.nonce ? -1 : 1))
      expect(byName(archive.opened)).toEqual(byName(inModel))
      expect(archive.undecipherable).toBe(model.size - counted.length)
      const hidden = superseded.flatMap((contents) => ('answers' in contents ? contents.answers.map(({ nonce }) => nonce) : []))
      expect(archive.opened.filter(({ nonce }) => hidden.includes(nonce))).toEqual([])
      expect((await countingBallots(() => archive.batches.flat(), archive.voids)).size).toBe(model.size)
      expect(verdict.ballots).toBe(model.size)
      for (const [at, question] of questions.entries())
        expect(verdict.counts[at]?.votes).toEqual(
          countQuestion(
            question,
            inModel.filter((row) => row.question === at).map(({ choice }) => choice),
            [0, 1, 2],
          ).votes,
        )
      await expectTampersToShow(archive)
    }),
    { numRuns: long ? 150 : 7, examples: [[everyDeed, true]] },
  )
  expect(await asOwner(database.url, 'SELECT FROM box.inbox')).toEqual([])
})

/** Each change of the archive that a cheat would make, and the checker must see. */
async function expectTampersToShow(archive: Archive) {
  const first = archive.batches.findIndex(({ length }) => length > 0)
  const [opened] = archive.opened
  const changes: (Partial<Archive> | false | undefined)[] = [
    { heads: archive.heads.slice(0, -1), batches: archive.batches.slice(0, -1) },
    { heads: [], batches: [] },
    { manifest: { ...archive.manifest, eligible: archive.manifest.eligible + 1 } },
    { undecipherable: archive.undecipherable + 1 },
    { voids: [...archive.voids, { pk: toText(new Uint8Array(32).fill(9)), proof: toText(new Uint8Array(64)) }] },
    archive.voids.length > 0 && { voids: archive.voids.slice(1) },
    first >= 0 && { batches: archive.batches.map((batch, at) => (at === first ? batch.slice(1) : batch)) },
    first >= 0 && { batches: archive.batches.map((batch, at) => (at === first ? [...batch, batch[0] as Ballot] : batch)) },
    (archive.batches[first]?.length ?? 0) > 1 && { batches: archive.batches.map((batch, at) => (at === first ? [...batch].reverse() : batch)) },
    opened && { opened: archive.opened.slice(1) },
    opened && { opened: [{ ...opened, choice: [5] }, ...archive.opened.slice(1)] },
    opened && { opened: [opened, ...archive.opened] },
  ]
  for (const change of changes) if (change) expect((await verifyArchive({ ...archive, ...change })).problems).not.toEqual([])
}

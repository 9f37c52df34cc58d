import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { collectCard, freezeSealed, makeOfficer, runBox, savedOrganisation, sendBallot } from '@/e2e/support/frozen-vote'
import { newPerson, someClient } from '@/e2e/support/somebody'
import { asOwner } from '@/e2e/support/voters'
import { toText } from '@/lib/ballots/bytes'
import { askForCard, type Card, finishCard, publicKeyOf } from '@/lib/ballots/card'
import { castBallot, fillBallot, withdrawCard } from '@/lib/ballots/cast-ballot'
import type { Manifest, Void } from '@/lib/ballots/schema'
import { type Box, BoxUnreachable, boxAt } from '@/lib/box/client'
import type { RunningBox } from '@/lib/box/serve-box'
import { reveal } from '@/lib/core/prisma'
import { findElection, findElectionOf, readRoll } from '@/lib/elections/find-election'
import { giveBack } from '@/lib/elections/give-back'
import { issueCard } from '@/lib/elections/issue-card'
import { makeCardFor } from '@/lib/elections/make-card'
import { leastByPost } from '@/lib/elections/rules'
import type { Election } from '@/lib/elections/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { giveBackCard } from './give-back-card'
import { addressesOfPile, askForPost, listPost, makePileOfBallots, takeBackPost } from './post-ballots'
import { forgetCards } from './run-elections'

// Ballots by post: so many at once, of nobody which is whose, and never more cards than people.

const database = testDatabase()
const long = process.env.LONG === '1'
let running: RunningBox
let organisation: Organisation
let officer: { actorId: string; client: ReturnType<typeof someClient> }
let people: string[]
const memberNumber = (at: number) => `m${1_000 + at}`

beforeAll(async () => {
  running = await runBox(database.url)
  const { deps } = database
  organisation = await savedOrganisation(deps)
  people = []
  for (let at = 0; at < 24; at++) people.push(await newPerson(deps, organisation, { memberNumber: memberNumber(at), email: `p${at}@example.org` }))
  const [actorId = ''] = people
  await makeOfficer(deps, organisation, actorId)
  officer = { actorId, client: someClient() }
})
afterAll(() => running.stop())

beforeEach(async () => {
  database.clock.at = new Date()
  await reveal(database.deps.db).person.updateMany({ where: { id: { in: people } }, data: { street: 'Storgatan 1', postalCode: '111 22', city: 'Ystad' } })
})

type Vote = Election & { manifest: Manifest }
const frozen = (paper: Manifest['paper'] = 'last') => freezeSealed(database.deps, organisation, officer.actorId, { paper })

const ask = ({ id }: Vote, ...places: number[]) =>
  askForPost(database.deps, organisation, officer, { electionId: id, people: places.map(memberNumber).join('\r\n') })
const wishesFor = ({ manifest }: Vote, count: number) => Promise.all(Array.from({ length: count }, () => askForCard(manifest.tokenKey)))
const sign = ({ id }: Vote, blinded: string[]) => makePileOfBallots(database.deps, organisation, officer, { electionId: id, blinded })
const rollOf = async ({ id }: Vote) => readRoll(database.deps, { organisationId: organisation.id, id })
const stateOf = async ({ id }: Vote, personId = '') => (await findElectionOf(database.deps, organisation.id, personId, id))?.roll
const acts = async ({ id }: Vote) =>
  (await asOwner(database.url, `SELECT act FROM audit_events WHERE details->>'vote' = '${id}' ORDER BY id`)).map(({ act }) => String(act))

async function pile(vote: Vote, count: number): Promise<Card[]> {
  const wishes = await wishesFor(vote, count)
  const made = await sign(
    vote,
    wishes.map(({ blinded }) => blinded),
  )
  if (!made.ok) throw new Error(made.failure)
  return Promise.all(wishes.map((wish, at) => finishCard(vote.manifest.tokenKey, wish, made.value[at] ?? '')))
}

const cast = async ({ manifest }: Vote, card: Card) => (await sendBallot(manifest, castBallot(manifest, card, 1, fillBallot([[0]])))).outcome

test('fewer than ten are refused, ten get their cards at once, vote by post alone, and are told', async () => {
  const vote = await frozen()
  expect(await ask(vote, 1, 2, 3, 4, 5, 6, 7, 8, 9)).toMatchObject({ ok: true })
  const wishes = (await wishesFor(vote, 10)).map(({ blinded }) => blinded)
  expect(await sign(vote, wishes.slice(1))).toEqual({ ok: false, failure: 'votes.post.few' })
  expect(await rollOf(vote)).toMatchObject({ issued: 0, byPost: 0 })
  expect(await ask(vote, 10, 10)).toMatchObject({ ok: true })
  expect(await sign(vote, wishes.slice(1))).toEqual({ ok: false, failure: 'votes.post.changed' })
  const cards = await pile(vote, leastByPost)
  expect(await rollOf(vote)).toEqual({ eligible: people.length, issued: 0, voted: 0, byPost: 10 })
  for (const card of cards) expect(await cast(vote, card)).toBe('taken')
  expect(await stateOf(vote, people[3])).toBe('paper_office')
  const [wish] = await wishesFor(vote, 1)
  const own = { electionId: vote.id, personId: people[3] ?? '' }
  expect(await issueCard(database.deps, organisation.id, { ...own, blinded: wish?.blinded ?? '' })).toEqual({ ok: false, failure: 'votes.card.byPost' })
  expect(await makeCardFor(database.deps, organisation.id, { ...own, once: 'x'.repeat(43) })).toEqual({ ok: false, failure: 'votes.card.byPost' })
  await forgetCards(database.deps)
  const messages = await asOwner(database.url, `SELECT purpose FROM messages WHERE purpose = 'vote-post'`)
  expect(messages.map(({ purpose }) => purpose)).toEqual(Array.from({ length: 10 }, () => 'vote-post'))
  const done = (await acts(vote)).filter((act) => act.startsWith('vote.p'))
  expect(done).toEqual([...Array.from({ length: 10 }, () => 'vote.postAsked'), 'vote.pileMade'])
})

test('a list with a wrong line adds nobody and says what is wrong with which', async () => {
  const vote = await frozen()
  const [wish] = await wishesFor(vote, 1)
  await issueCard(database.deps, organisation.id, { electionId: vote.id, personId: people[1] ?? '', blinded: wish?.blinded ?? '' })
  await reveal(database.deps.db).person.updateMany({ where: { id: people[2] }, data: { street: '' } })
  await newPerson(database.deps, organisation, { memberNumber: 'late' })
  await reveal(database.deps.db).person.updateMany({
    where: { memberNumber: 'late', organisationId: organisation.id },
    data: { street: 'A 1', postalCode: '1', city: 'B' },
  })
  const list = { electionId: vote.id, people: `${memberNumber(4)}\n${memberNumber(1)}\n${memberNumber(2)}\nlate\nnobody` }
  expect(await askForPost(database.deps, organisation, officer, list)).toEqual({
    ok: false,
    failure: {
      lines: [
        { name: memberNumber(1), problem: 'votes.post.hasCard' },
        { name: memberNumber(2), problem: 'votes.post.noAddress' },
        { name: 'late', problem: 'votes.post.notOnRoll' },
        { name: 'nobody', problem: 'votes.post.unknown' },
      ],
    },
  })
  const election = await findElection(database.deps, organisation.id, vote.id)
  if (!election) throw new Error('gone')
  expect((await listPost(database.deps, organisation, election)).waiting).toEqual([])
  expect(await askForPost(database.deps, organisation, officer, { ...list, people: ' \n' })).toMatchObject({ failure: { problem: 'votes.post.nobody' } })
  expect(await askForPost(database.deps, organisation, { ...officer, actorId: people[5] ?? '' }, list)).toMatchObject({
    failure: { problem: 'desk.notAllowed' },
  })
  expect(await ask(await frozen('none'), 4)).toMatchObject({ failure: { problem: 'votes.post.closed' } })
})

test('who is taken off the list, or collects a card meanwhile, gets none by post', async () => {
  const vote = await frozen()
  await ask(vote, ...Array.from({ length: 12 }, (_, at) => at))
  const back = { electionId: vote.id, personId: people[0] ?? '' }
  expect(await takeBackPost(database.deps, organisation, officer, back)).toMatchObject({ ok: true })
  expect(await acts(vote)).toContain('vote.postTakenBack')
  const [wish] = await wishesFor(vote, 1)
  expect(await issueCard(database.deps, organisation.id, { electionId: vote.id, personId: people[1] ?? '', blinded: wish?.blinded ?? '' })).toMatchObject({
    ok: true,
  })
  await pile(vote, 10)
  expect(await stateOf(vote, people[0])).toBe('none')
  expect(await stateOf(vote, people[1])).toBe('issued')
  expect(await takeBackPost(database.deps, organisation, officer, { ...back, personId: people[2] ?? '' })).toEqual({ ok: false, failure: 'votes.post.changed' })
})

test('an answer that was lost comes again, and another pile for the same people does not', async () => {
  const vote = await frozen()
  await ask(vote, ...Array.from({ length: 10 }, (_, at) => at))
  const wishes = (await wishesFor(vote, 10)).map(({ blinded }) => blinded)
  const [first, again] = await Promise.all([sign(vote, wishes), sign(vote, wishes)])
  expect(first).toMatchObject({ ok: true })
  expect(again).toEqual(first)
  expect(await sign(vote, wishes)).toEqual(first)
  expect(
    await sign(
      vote,
      (await wishesFor(vote, 10)).map(({ blinded }) => blinded),
    ),
  ).toEqual({ ok: false, failure: 'votes.post.few' })
  expect(await rollOf(vote)).toMatchObject({ byPost: 10 })
})

test('nothing that is kept joins a person to one of the cards, and addresses come in another order each time', async () => {
  const vote = await frozen()
  await ask(vote, ...Array.from({ length: 20 }, (_, at) => at))
  await pile(vote, 20)
  const rows = await asOwner(database.url, `SELECT * FROM election_roll WHERE election_id = '${vote.id}' AND state = 'paper_office'`)
  const kept = rows.map(({ person_id: _, ...row }) => JSON.stringify(row))
  expect(new Set(kept).size).toBe(1) // but for the person all rows are alike
  expect(rows[0]).toMatchObject({ blinded_hash: null, blind_sig: null })
  const election = await findElection(database.deps, organisation.id, vote.id)
  if (!election) throw new Error('gone')
  await reveal(database.deps.db).$executeRawUnsafe(`UPDATE persons SET street = member_number WHERE organisation_id = '${organisation.id}'`)
  const orders = await Promise.all([1, 2, 3].map(() => addressesOfPile(database.deps, organisation, election, 1)))
  const texts = orders.map((order) => order.map((lines) => lines[1]).join())
  expect(new Set(texts).size).toBe(3)
  expect([...(orders[0] ?? [])].map((lines) => lines[1]).sort()).toEqual(Array.from({ length: 20 }, (_, at) => memberNumber(at)).sort())
  expect(await addressesOfPile(database.deps, organisation, election, 2)).toEqual([])
  await expect(
    asOwner(database.url, `UPDATE election_roll SET blinded_hash = '\\x00' WHERE election_id = '${vote.id}' AND state = 'paper_office'`),
  ).rejects.toThrow('election_roll_unlinked')
})

test('who gives the card back for a ballot by post waits for the next pile, and nothing that the card has cast is counted', async () => {
  const vote = await frozen()
  const { deps } = database
  const [giver = '', other = '', noAddress = ''] = people.slice(1)
  const collect = (personId: string) => collectCard(deps, vote, personId)
  const give = (personId: string, card: Card) =>
    giveBackCard(deps, organisation, personId, { electionId: vote.id, withdrawn: withdrawCard(vote.id, card.seed) })
  const [card, others, third] = [await collect(giver), await collect(other), await collect(noAddress)]
  expect(await cast(vote, card)).toBe('taken')
  await forgetCards(deps)
  expect(await give(giver, card)).toEqual({ ok: true, value: null })
  expect(await give(giver, card), 'sent again').toEqual({ ok: true, value: null })
  expect(await stateOf(vote, giver)).toBe('waiting')
  expect(await cast(vote, card)).not.toBe('taken')
  const row = `SELECT state, blinded_hash, blind_sig, giving_back, is_told, post_batch FROM election_roll WHERE election_id = '${vote.id}' AND person_id = '${giver}'`
  expect(await asOwner(database.url, row)).toEqual([{ state: 'none', blinded_hash: null, blind_sig: null, giving_back: null, is_told: false, post_batch: 0 }])
  expect(await acts(vote), 'the log would tell whose card it was').not.toContain('vote.postAsked')

  // A card that was withdrawn frees nobody else, and who has none gives none.
  expect(await give(other, card)).toEqual({ ok: false, failure: 'votes.toPost.other' })
  expect(await stateOf(vote, other)).toBe('issued')
  expect(await cast(vote, others)).toBe('taken')
  expect(await give(people[4] ?? '', others)).toEqual({ ok: false, failure: 'votes.post.changed' })
  const forged = { pk: publicKeyOf(others.seed), proof: withdrawCard(vote.id, card.seed).proof }
  expect(await giveBackCard(deps, organisation, other, { electionId: vote.id, withdrawn: forged })).toEqual({ ok: false, failure: 'votes.toPost.other' })
  await reveal(deps.db).person.updateMany({ where: { id: noAddress }, data: { street: '' } })
  expect(await give(noAddress, third)).toEqual({ ok: false, failure: 'votes.toPost.noAddress' })
  expect(await give(await newPerson(deps, organisation, {}), third)).toEqual({ ok: false, failure: 'votes.card.gone' })

  // The office's next pile takes them like everybody who asked.
  await ask(vote, 5, 6, 7, 8, 9, 10, 11, 12, 13)
  await pile(vote, 10)
  expect(await stateOf(vote, giver)).toBe('paper_office')
  expect(await give(giver, card)).toEqual({ ok: false, failure: 'votes.card.byPost' })
})

test('an answer of the box that is lost leaves nobody without a vote: giving back again does the rest', async () => {
  const vote = await frozen()
  const { deps } = database
  const [, personId = ''] = people
  const card = await collectCard(deps, vote, personId)
  const withdrawn = withdrawCard(vote.id, card.seed)
  await expect(giveBack(deps, losing(boxAt(vote.manifest.box)), vote, personId, withdrawn)).rejects.toThrow('lost')
  expect(await stateOf(vote, personId)).toBe('issued')
  expect(await cast(vote, card)).toBe('void')
  expect(await giveBackCard(deps, organisation, personId, { electionId: vote.id, withdrawn })).toEqual({ ok: true, value: null })
  expect(await stateOf(vote, personId)).toBe('waiting')
})

test('the ticket of an answer that never came is forgotten once the vote is over, and not before', async () => {
  const vote = await frozen()
  const { deps } = database
  const [, personId = ''] = people
  const withdrawn = withdrawCard(vote.id, (await collectCard(deps, vote, personId)).seed)
  await expect(giveBack(deps, losing(boxAt(vote.manifest.box)), vote, personId, withdrawn)).rejects.toThrow('lost')
  const tickets = () => asOwner(database.url, `SELECT FROM election_roll WHERE election_id = '${vote.id}' AND giving_back IS NOT NULL`)
  await forgetCards(deps)
  expect(await tickets()).toHaveLength(1)
  await asOwner(database.url, `UPDATE elections SET state = 'reading' WHERE id = '${vote.id}'`)
  await forgetCards(deps)
  expect(await tickets()).toEqual([])
})

/** A box whose answer is lost after it has done what it was asked. */
const losing = (box: Box): Box => ({
  ...box,
  withdraw: async (...words) => {
    await box.withdraw(...words)
    throw new BoxUnreachable('lost')
  },
})

/** The cards that can vote, as the box knows them. */
async function liveOf({ id }: Vote, cards: readonly Card[]): Promise<string[]> {
  const gone = await asOwner(database.url, `SELECT token_pk FROM box.void WHERE election = '${id}'`)
  const withdrawn = new Set(gone.map(({ token_pk }) => toText(token_pk as Uint8Array)))
  return [...new Set(cards.map(({ seed }) => publicKeyOf(seed)))].filter((pk) => !withdrawn.has(pk))
}

const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('collect' as const), at: fc.nat({ max: 23 }), again: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('ask' as const), places: fc.uniqueArray(fc.nat({ max: 23 }), { minLength: 5, maxLength: 14 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pile' as const), more: fc.integer({ min: -1, max: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('back' as const), at: fc.nat({ max: 23 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('print' as const), at: fc.nat({ max: 23 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('give' as const), card: fc.nat(), by: fc.nat({ max: 23 }), isOwn: fc.boolean(), isLost: fc.boolean() }),
  },
)

type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never
/** Histories that few random ones come to: more cards than people wait, and one card that is to free two of them. */
const aPileTooLarge: Deed[] = [
  { kind: 'ask', places: Array.from({ length: 11 }, (_, at) => at) },
  { kind: 'pile', more: 1 },
  { kind: 'pile', more: -1 },
  { kind: 'pile', more: 0 },
]
const oneCardForTwo: Deed[] = [
  { kind: 'collect', at: 0, again: true },
  { kind: 'collect', at: 1, again: false },
  { kind: 'give', card: 0, by: 0, isOwn: true, isLost: true },
  { kind: 'give', card: 0, by: 1, isOwn: false, isLost: false },
  { kind: 'give', card: 0, by: 0, isOwn: true, isLost: false },
  { kind: 'give', card: 0, by: 1, isOwn: false, isLost: false },
  { kind: 'collect', at: 1, again: false },
]

test('whatever is collected, made, asked for and given back in whatever order: tokens on the board ≤ issued + by post ≤ roll (P7)', {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 6, maxLength: 16 }), async (deeds) => {
      const vote = await frozen()
      const { deps } = database
      const cards: (Card & { holder?: string })[] = []
      const box = boxAt(vote.manifest.box)
      const lost = new Map<string, Void>()
      for (const one of deeds) {
        const personId = 'at' in one ? (people[one.at] ?? '') : ''
        if (one.kind === 'collect')
          for (const wish of await wishesFor(vote, one.again ? 2 : 1)) {
            const issued = await issueCard(deps, organisation.id, { electionId: vote.id, personId, blinded: wish.blinded })
            if (issued.ok) cards.push({ ...(await finishCard(vote.manifest.tokenKey, wish, issued.value)), holder: personId })
          }
        else if (one.kind === 'print') {
          const made = await makeCardFor(deps, organisation.id, { electionId: vote.id, personId, once: randomUUID() })
          if (made.ok) cards.push({ ...made.value, holder: personId })
        } else if (one.kind === 'ask') for (const at of one.places) await ask(vote, at)
        else if (one.kind === 'give') {
          const card = cards[one.card % Math.max(1, cards.length)]
          if (!card) continue
          const giver = (one.isOwn && card.holder) || (people[one.by] ?? '')
          const withdrawn = withdrawCard(vote.id, card.seed)
          if (one.isLost) {
            if ((await giveBack(deps, losing(box), vote, giver, withdrawn).catch(() => 'lost')) === 'lost') lost.set(giver, withdrawn)
          } else await giveBackCard(deps, organisation, giver, { electionId: vote.id, withdrawn })
        } else if (one.kind === 'back') await takeBackPost(deps, organisation, officer, { electionId: vote.id, personId })
        else {
          const election = await findElection(deps, organisation.id, vote.id)
          const waiting = election ? (await listPost(deps, organisation, election)).waiting.length : 0
          const wishes = await wishesFor(vote, Math.max(1, waiting + one.more))
          const made = await sign(
            vote,
            wishes.map(({ blinded }) => blinded),
          )
          expect(made.ok).toBe(waiting >= leastByPost && one.more === 0)
          if (made.ok) for (const [at, wish] of wishes.entries()) cards.push(await finishCard(vote.manifest.tokenKey, wish, made.value[at] ?? ''))
        }
        const { eligible, issued, byPost } = await rollOf(vote)
        const live = await liveOf(vote, cards)
        expect(live.length, JSON.stringify(one)).toBeLessThanOrEqual(issued + byPost)
        if (lost.size === 0) expect(live).toHaveLength(issued + byPost)
        expect(issued + byPost).toBeLessThanOrEqual(eligible)
      }
      for (const [giver, withdrawn] of lost) await giveBackCard(deps, organisation, giver, { electionId: vote.id, withdrawn })
      const live = await liveOf(vote, cards)
      for (const card of cards) expect(await cast(vote, card)).toBe(live.includes(publicKeyOf(card.seed)) ? 'taken' : 'void')
      const [onBoard] = await asOwner(database.url, `SELECT count(DISTINCT token_pk)::int AS tokens FROM box.inbox WHERE election = '${vote.id}'`)
      const { issued, byPost } = await rollOf(vote)
      expect(onBoard?.tokens).toBe(live.length)
      expect(live.length).toBeLessThanOrEqual(issued + byPost)
    }),
    { numRuns: long ? 60 : 4, examples: [[aPileTooLarge], [oneCardForTwo]] },
  )
})

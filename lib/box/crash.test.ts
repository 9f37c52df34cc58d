import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { killableDatabase } from '@/e2e/support/killable-database'
import { asOwner, endElection, makeElection, startBox } from '@/e2e/support/voters'
import { toText } from '@/lib/ballots/bytes'
import type { Card } from '@/lib/ballots/card'
import { castBallot, fillBallot, hashBallot } from '@/lib/ballots/cast-ballot'
import type { Ballot } from '@/lib/ballots/schema'
import { freePort } from '@/lib/core/embedded-postgres'
import { boxAt } from './client'
import { ballotsOf } from './count-election'

// The box and its database end with no warning, at any moment.

const long = process.env.LONG === '1'
const votes = long ? 10_000 : 120
const kinds = ['box', 'database', 'both'] as const
const kills = Array.from({ length: long ? 12 : 3 }, (_, at) => ({ kind: kinds[at % kinds.length], at: randomInt(votes - 1) })).sort(
  (one, other) => one.at - other.at,
)

let postgres: Awaited<ReturnType<typeof killableDatabase>>
beforeAll(async () => {
  postgres = await killableDatabase()
})
afterAll(() => postgres.stop())

test('a box or a database that is killed with no warning loses no ballot that got a receipt, and keeps none twice (P10)', { timeout: 3_600_000 }, async () => {
  const port = await freePort()
  const environment = { ...process.env, TRUSTED_PROXIES: '127.0.0.1/32, ::1/128' } // voters from many addresses
  let box = await startBox(postgres.url, port, environment)
  const closesAt = new Date(Date.now() + 7_200_000).toISOString()
  const { manifest, makeCard } = makeElection(box.url, { closesAt })
  const { election } = manifest
  const portal = boxAt(box.url)
  expect(await portal.open(manifest)).toBe(true)
  const cards: Card[] = await Promise.all(Array.from({ length: 60 }, makeCard))
  const contents = fillBallot([[0], [1]])
  const receipts = new Map<string, string>()
  let sent = 0

  /** As a voter's page does: the same ballot again until there is an answer. */
  async function castUntilReceipt(ballot: Ballot): Promise<string> {
    for (;;) {
      const answer = await fetch(`${box.url}/e/${election}/ballot`, {
        method: 'POST',
        body: JSON.stringify(ballot),
        headers: { 'x-forwarded-for': `192.0.2.${sent % 250}` },
      })
        .then((response) => response.json())
        .catch(() => null)
      if (answer?.receipt) return answer.receipt.hash
      if (answer && answer.outcome !== 'unavailable') throw new Error(answer.outcome)
      await wait(50)
    }
  }

  const voter = async (own: Card[]) => {
    for (let seq = 1; sent < votes; seq++)
      for (const one of own) {
        sent++
        const ballot = castBallot(manifest, one, seq, contents)
        receipts.set(await castUntilReceipt(ballot), toText(hashBallot(election, ballot)))
      }
  }
  const voters = Promise.all(Array.from({ length: 6 }, (_, at) => voter(cards.filter((_, other) => other % 6 === at))))
  for (const { kind, at } of kills) {
    while (sent < at) await wait(5)
    await wait(randomInt(40)) // in the midst of whatever is going on
    if (kind !== 'database') await box.kill('SIGKILL')
    if (kind !== 'box') await postgres.kill()
    if (kind !== 'database') box = await startBox(postgres.url, port, environment)
  }
  await voters
  expect(receipts.size).toBeGreaterThanOrEqual(votes)

  await endElection(postgres.url, election)
  expect(await portal.close(election)).not.toBeNull()
  const onBoard: string[] = []
  for (const { batch } of await portal.heads(election))
    onBoard.push(...(await ballotsOf(portal, election, batch)).map((ballot) => toText(hashBallot(election, ballot))))
  expect(new Set(onBoard).size).toBe(onBoard.length)
  expect([...onBoard].sort()).toEqual([...receipts.keys()].sort())
  for (const [receipt, own] of receipts) expect(receipt).toBe(own)
  const [left] = await asOwner(postgres.url, `SELECT count(*)::int AS rows FROM box.inbox WHERE election = '${election}'`)
  expect(left?.rows).toBe(0)
  await box.kill('SIGTERM')
})

import { expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { asOwner, endElection, makeElection, startBox } from '@/e2e/support/voters'
import { toText } from '@/lib/ballots/bytes'
import { castBallot, fillBallot, hashBallot } from '@/lib/ballots/cast-ballot'
import type { Ballot } from '@/lib/ballots/schema'
import { freePort } from '@/lib/core/embedded-postgres'
import { boxAt } from './client'
import { ballotsOf } from './count-election'

const database = testDatabase()
const long = process.env.LONG === '1'
const votes = long ? 10_000 : 120
const kills = long ? 12 : 2

test('a box that is killed with no warning loses no ballot that it gave a receipt for, and keeps none twice (P10)', { timeout: 1_800_000 }, async () => {
  const port = await freePort()
  const environment = { ...process.env, TRUSTED_PROXIES: '127.0.0.1/32, ::1/128' } // voters from many addresses
  let box = await startBox(database.url, port, environment)
  const { manifest, makeCard } = makeElection(box.url)
  const { election } = manifest
  const portal = boxAt(box.url)
  expect(await portal.open(manifest)).toBe(true)
  const card = await makeCard()
  const cards = await Promise.all(Array.from({ length: Math.min(votes, 60) }, makeCard))
  const contents = fillBallot([[0], [1]])
  const receipts = new Map<string, string>()

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
      await new Promise((next) => setTimeout(next, 50))
    }
  }

  let sent = 0
  const voter = async (own: typeof cards) => {
    for (let seq = 1; sent < votes; seq++)
      for (const one of own) {
        sent++
        const ballot = castBallot(manifest, one, seq, contents)
        receipts.set(await castUntilReceipt(ballot), toText(hashBallot(election, ballot)))
      }
  }
  const voters = Promise.all(Array.from({ length: 6 }, (_, at) => voter(cards.filter((_, other) => other % 6 === at))))
  for (let kill = 1; kill <= kills; kill++) {
    while (sent < (votes * kill) / (kills + 1)) await new Promise((next) => setTimeout(next, 5))
    await box.kill('SIGKILL')
    box = await startBox(database.url, port, environment)
  }
  await voters
  const last = castBallot(manifest, card, 1, contents)
  receipts.set(await castUntilReceipt(last), toText(hashBallot(election, last)))

  await endElection(database.url, election)
  expect(await portal.close(election)).not.toBeNull()
  const onBoard: string[] = []
  for (const { batch } of await portal.heads(election))
    onBoard.push(...(await ballotsOf(portal, election, batch)).map((ballot) => toText(hashBallot(election, ballot))))
  expect(new Set(onBoard).size).toBe(onBoard.length)
  expect([...onBoard].sort()).toEqual([...receipts.keys()].sort())
  for (const [receipt, own] of receipts) expect(receipt).toBe(own)
  const [twice] = await asOwner(database.url, `SELECT count(*)::int AS rows FROM box.inbox WHERE election = '${election}'`)
  expect(twice?.rows).toBe(0)
  await box.kill('SIGTERM')
})

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { asOwner, endElection, letBoxIn, makeElection, newTicket } from '@/e2e/support/voters'
import { hashHead, isHeadOfBox, isReceiptOfBox, merkleRoot } from '@/lib/ballots/board'
import { fromText, toText } from '@/lib/ballots/bytes'
import { castBallot, fillBallot, hashBallot, signBallot, trackingCode, withdrawCard } from '@/lib/ballots/cast-ballot'
import { hashManifest } from '@/lib/ballots/hash-manifest'
import { type Ballot, receiptSchema } from '@/lib/ballots/schema'
import { type Box, BoxUnreachable, boxAt } from './client'
import { ballotsOf } from './count-election'
import { leastInBatch, sealBatch } from './seal-batch'
import { type RunningBox, serveBox } from './serve-box'
import { type BoxDb, closeBoxDb, openBoxDb } from './store'

const database = testDatabase()
let running: RunningBox
let box: Box
let db: BoxDb
let url: string

beforeAll(async () => {
  const boxUrl = await letBoxIn(database.url)
  running = await serveBox({ url: boxUrl, port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${running.port}`
  box = boxAt(url)
  db = openBoxDb(boxUrl, 4)
})
afterAll(async () => {
  await closeBoxDb(db)
  await running.stop()
})

async function openElection(changes: Parameters<typeof makeElection>[1] = {}) {
  const made = makeElection(url, changes)
  expect(await box.open(made.manifest)).toBe(true)
  return { ...made, election: made.manifest.election }
}

async function send(election: string, ballot: unknown) {
  const response = await fetch(`${url}/e/${election}/ballot`, { method: 'POST', body: JSON.stringify(ballot), headers: { 'content-type': 'application/json' } })
  return { status: response.status, headers: response.headers, ...(await response.json()) }
}

const choices = [[0], [2, 0]]

describe('a ballot', () => {
  test('is kept before its receipt is given, and sent again gets the same receipt and stays one row (P10)', async () => {
    const { manifest, election, makeCard } = await openElection()
    const ballot = castBallot(manifest, await makeCard(), 1, fillBallot(choices))
    const first = await send(election, ballot)
    expect(first).toMatchObject({ status: 200, outcome: 'taken' })
    const receipt = receiptSchema.parse(first.receipt)
    expect(isReceiptOfBox(manifest.receiptKey, receipt)).toBe(true)
    expect(receipt.hash).toBe(toText(hashBallot(election, ballot)))
    const again = await Promise.all(Array.from({ length: 5 }, () => send(election, ballot)))
    for (const answer of again) expect(answer).toMatchObject({ outcome: 'same', receipt })
    expect(await asOwner(database.url, `SELECT FROM box.inbox WHERE election = '${election}'`)).toHaveLength(1)
    expect(trackingCode(fromText(receipt.hash))).toHaveLength(19)
  })

  test('that is changed in any bit, of a stranger, or copied under another card is refused (P6)', async () => {
    const { manifest, election, makeCard } = await openElection()
    const [card, other] = [await makeCard(), await makeCard()]
    const ballot = castBallot(manifest, card, 1, fillBallot(choices))
    for (const field of ['pk', 'sealed', 'sig', 'tokenMsg', 'tokenSig'] as const) {
      const bytes = fromText(ballot[field])
      const at = Math.floor(bytes.length / 2)
      bytes[at] = (bytes[at] ?? 0) ^ 4
      expect((await send(election, { ...ballot, [field]: toText(bytes) })).outcome, field).toBe('forged')
    }
    expect((await send(election, { ...ballot, seq: 2 })).outcome).toBe('forged')
    expect((await send(election, { ...ballot, more: 1 })).outcome).toBe('forged')
    expect((await send(election, 'x'.repeat(1000))).outcome).toBe('forged')
    const stranger = await makeElection(url).makeCard()
    expect((await send(election, castBallot(manifest, stranger, 1, fillBallot(choices)))).outcome).toBe('forged')
    // The ballot of one election is worth nothing in another, and small keys that checkers disagree about are none.
    const elsewhere = await openElection()
    expect((await send(elsewhere.election, ballot)).outcome).toBe('forged')
    expect((await send(election, { ...ballot, pk: toText(new Uint8Array(32)) })).outcome).toBe('forged')
    // Under the own card a foreign content is taken, for the box can't look into it; it opens for nobody (lib/ballots).
    expect((await send(election, signBallot(election, other, 1, ballot.sealed))).outcome).toBe('taken')
  })

  test('with a number that was used, or skips one, is told the card’s next number', async () => {
    const { manifest, election, makeCard } = await openElection()
    const card = await makeCard()
    const contents = fillBallot(choices)
    expect((await send(election, castBallot(manifest, card, 1, contents))).outcome).toBe('taken')
    const late = castBallot(manifest, card, 1, contents)
    expect(await send(election, late)).toMatchObject({ status: 409, outcome: 'stale', free: 2 })
    expect(await send(election, signBallot(election, card, 9, late.sealed))).toMatchObject({ outcome: 'stale', free: 2 })
    expect((await send(election, signBallot(election, card, 2, late.sealed))).outcome).toBe('taken')
  })

  test('of one card sent in fifty ways at once is taken once', async () => {
    const { manifest, election, makeCard } = await openElection()
    const card = await makeCard()
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(election, castBallot(manifest, card, 1, fillBallot(choices)))))
    expect(answers.filter(({ outcome }) => outcome === 'taken')).toHaveLength(1)
    expect(answers.filter(({ outcome }) => outcome === 'stale')).toHaveLength(49)
  })

  test('is the last of its card where voting again is off', async () => {
    const { manifest, election, makeCard } = await openElection({ revote: false })
    const card = await makeCard()
    expect((await send(election, castBallot(manifest, card, 1, fillBallot(choices)))).outcome).toBe('taken')
    expect((await send(election, castBallot(manifest, card, 2, fillBallot(choices)))).outcome).toBe('spent')
  })

  test('is early, in time or late by the clock of the database, to the millisecond (P9)', async () => {
    const { manifest, election, makeCard } = await openElection({
      opensAt: new Date(Date.now() + 3_600_000).toISOString(),
      closesAt: new Date(Date.now() + 7_200_000).toISOString(),
    })
    const card = await makeCard()
    const ballot = castBallot(manifest, card, 1, fillBallot(choices))
    expect((await send(election, ballot)).outcome).toBe('early')
    const timed = await openElection()
    const voter = await timed.makeCard()
    expect((await send(timed.election, castBallot(timed.manifest, voter, 1, fillBallot(choices)))).outcome).toBe('taken')
    await endElection(database.url, timed.election, "clock_timestamp() + interval '60 ms'")
    const outcomes: string[] = []
    const [row] = await asOwner(database.url, `SELECT closes_at FROM box.rule WHERE election = '${timed.election}'`)
    for (let seq = 2; outcomes.at(-1) !== 'late'; seq++) {
      const before = (await asOwner(database.url, 'SELECT clock_timestamp() AS now'))[0]?.now as Date
      const { outcome } = await send(timed.election, castBallot(timed.manifest, voter, seq, fillBallot(choices)))
      const after = (await asOwner(database.url, 'SELECT clock_timestamp() AS now'))[0]?.now as Date
      if (after < (row?.closes_at as Date)) expect(outcome).toBe('taken')
      if (before > (row?.closes_at as Date)) expect(outcome).toBe('late')
      outcomes.push(outcome)
    }
  })

  test('is judged by a clock that is asked after waiting, so that nothing comes in behind the end', async () => {
    const { manifest, election, makeCard } = await openElection()
    const ballot = castBallot(manifest, await makeCard(), 1, fillBallot(choices))
    const client = await db.connect()
    await client.query('BEGIN; LOCK TABLE box.inbox IN ACCESS EXCLUSIVE MODE')
    const answer = send(election, ballot)
    await new Promise((next) => setTimeout(next, 300))
    await endElection(database.url, election, "clock_timestamp() - interval '50 ms'")
    await client.query('COMMIT')
    client.release()
    expect((await answer).outcome).toBe('late')
  })
})

describe('one card counts once, on paper and on the screen (P4)', () => {
  const paper = { nonces: ['A'.repeat(14), 'B'.repeat(14)].map((nonce) => `${nonce.slice(0, 13)}A`), image: toText(new Uint8Array(100)) }
  const screen = fillBallot(choices)
  test.each([
    ['none', [['paper', 1, 'size']]],
    [
      'last',
      [
        ['screen', 1, 'taken'],
        ['paper', 2, 'taken'],
        ['screen', 3, 'taken'],
      ],
    ],
    [
      'paper',
      [
        ['screen', 1, 'taken'],
        ['paper', 1_000_000, 'taken'],
        ['screen', 2, 'spent'],
        ['paper', 1_000_001, 'taken'],
      ],
    ],
    [
      'paper',
      [
        ['paper', 1_000_000, 'taken'],
        ['screen', 1, 'spent'],
        ['screen', 1_000_001, 'spent'],
      ],
    ],
    [
      'first',
      [
        ['paper', 1, 'taken'],
        ['screen', 2, 'spent'],
      ],
    ],
    [
      'first',
      [
        ['screen', 1, 'taken'],
        ['paper', 2, 'spent'],
      ],
    ],
  ] as const)('under the rule "%s": %j', async (rule, steps) => {
    const { manifest, election, makeCard } = await openElection({ paper: rule })
    const card = await makeCard()
    for (const [kind, seq, outcome] of steps)
      expect((await send(election, castBallot(manifest, card, seq, kind === 'paper' ? paper : screen))).outcome).toBe(outcome)
  })
})

describe('the board', () => {
  test('gets batches of twenty or more, in the order of their hashes, under heads that hold each other; at the end whatever waits', async () => {
    const { manifest, election, makeCard } = await openElection()
    const other = await openElection()
    await send(other.election, castBallot(other.manifest, await other.makeCard(), 1, fillBallot(choices)))
    const hashes: string[] = []
    const castOne = async () => {
      const ballot = castBallot(manifest, await makeCard(), 1, fillBallot(choices))
      hashes.push((await send(election, ballot)).receipt.hash)
    }
    for (let count = 1; count < leastInBatch; count++) await castOne()
    expect(await sealBatch(db, election, { isLast: false })).toBeNull()
    expect(await box.close(election)).toBeNull()
    await castOne()
    expect((await sealBatch(db, election, { isLast: false }))?.count).toBe(leastInBatch)
    await castOne()
    await endElection(database.url, election)
    const last = await box.close(election)
    expect(await box.close(election)).toEqual(last)
    const heads = await box.heads(election)
    expect(heads.map(({ count }) => count)).toEqual([leastInBatch, 1])
    expect(heads[0]?.prev).toBe(hashManifest(manifest))
    expect(heads[1]?.prev).toBe(heads[0] && toText(hashHead(election, heads[0])))
    const found: string[] = []
    for (const head of heads) {
      expect(isHeadOfBox(election, manifest.receiptKey, head)).toBe(true)
      const ballots = await ballotsOf(box, election, head.batch)
      const leaves = ballots.map((ballot) => hashBallot(election, ballot))
      expect(toText(merkleRoot(leaves))).toBe(head.root)
      const inHex = leaves.map((leaf) => Buffer.from(leaf).toString('hex'))
      expect(inHex).toEqual([...inHex].sort())
      found.push(...leaves.map(toText))
    }
    expect([...found].sort()).toEqual([...hashes].sort())
    expect(await asOwner(database.url, `SELECT election FROM box.inbox WHERE election IN ('${election}', '${other.election}')`)).toEqual([
      { election: other.election },
    ])
  })

  test('of a batch shows nothing of the order of casting: one transaction wrote it, by hash, and the inbox is a new file (L3)', async () => {
    const { manifest, election, makeCard } = await openElection()
    const order: string[] = []
    for (let count = 0; count < 60; count++) {
      const ballot = castBallot(manifest, await makeCard(), 1, fillBallot(choices))
      await send(election, ballot)
      order.push(ballot.pk)
    }
    const fileOf = async () => (await asOwner(database.url, "SELECT pg_relation_filenode('box.inbox') AS file"))[0]?.file
    const before = await fileOf()
    await sealBatch(db, election, { isLast: false })
    expect(await fileOf()).not.toBe(before)
    const rows = await asOwner(database.url, `SELECT token_pk, pos, xmin::text, ballot_hash FROM box.board WHERE election = '${election}' ORDER BY ctid`)
    expect(new Set(rows.map(({ xmin }) => xmin)).size).toBe(1)
    expect(rows.map(({ pos }) => pos)).toEqual(rows.map((_, at) => at))
    const places = order.map((pk) => rows.findIndex(({ token_pk }) => toText(token_pk as Uint8Array) === pk))
    const mean = (places.length - 1) / 2
    const rho = places.reduce((sum, place, at) => sum + (place - mean) * (at - mean), 0) / places.reduce((sum, _, at) => sum + (at - mean) ** 2, 0)
    expect(Math.abs(rho)).toBeLessThan(0.6) // five standard deviations: only an order kept on purpose comes near
  })

  test('a withdrawn card casts no more, and stands in the last head', async () => {
    const { manifest, election, makeCard } = await openElection()
    const card = await makeCard()
    const ballot = castBallot(manifest, card, 1, fillBallot(choices))
    await send(election, ballot)
    const proof = withdrawCard(election, card.seed)
    const ticket = newTicket()
    expect(await box.withdraw(election, { ...proof, proof: withdrawCard(randomUUID(), card.seed).proof }, ticket)).toBe('forged')
    expect(await box.withdraw(randomUUID(), proof, ticket)).toBe('forged')
    expect(await Promise.all([box.withdraw(election, proof, ticket), box.withdraw(election, proof, ticket)])).toEqual(['void', 'void'])
    expect(await box.withdraw(election, proof, newTicket()), 'withdrawn for somebody else').toBe('other')
    expect((await send(election, castBallot(manifest, card, 2, fillBallot(choices)))).outcome).toBe('void')
    await endElection(database.url, election)
    const last = await box.close(election)
    expect(await box.voids(election)).toEqual([proof])
    expect(last?.voids).toBe(toText(merkleRoot([fromText(proof.pk)])))
    expect(await box.withdraw(election, withdrawCard(election, (await makeCard()).seed), newTicket())).toBe('late')
    expect(await box.withdraw(election, proof, ticket), 'a lost answer comes again').toBe('void')
  })

  test('a card whose ballot can’t be changed is withdrawn only before it casts', async () => {
    const { manifest, election, makeCard } = await openElection({ revote: false })
    const [used, unused] = [await makeCard(), await makeCard()]
    await send(election, castBallot(manifest, used, 1, fillBallot(choices)))
    expect(await box.withdraw(election, withdrawCard(election, used.seed), newTicket())).toBe('spent')
    expect(await box.withdraw(election, withdrawCard(election, unused.seed), newTicket())).toBe('void')
    expect((await send(election, castBallot(manifest, unused, 1, fillBallot(choices)))).outcome).toBe('void')
  })

  test('keeps one result, and only after the last head', async () => {
    const { election } = await openElection()
    const nonce = toText(new Uint8Array(10).fill(3))
    const result = {
      opened: [
        { question: 0, nonce, choice: [1] },
        { question: 1, nonce, choice: [] },
      ],
      undecipherable: 2,
    }
    expect(await box.publish(election, result)).toBe(false)
    expect(await box.result(election)).toBeNull()
    await endElection(database.url, election)
    await box.close(election)
    expect(await box.publish(election, result)).toBe(true)
    expect(await box.publish(election, { ...result, undecipherable: 0 })).toBe(false)
    expect(await box.result(election)).toEqual(result)
  })
})

describe('the box', () => {
  test('holds one manifest for an election, and tells a portal without the word nothing', async () => {
    const { manifest, election } = await openElection()
    expect(await box.receiptKey(election)).toBe(manifest.receiptKey)
    expect(await box.open(manifest)).toBe(true)
    expect(await box.open({ ...manifest, eligible: 1 })).toBe(false)
    expect(await box.open({ ...manifest, receiptKey: toText(new Uint8Array(32)) })).toBe(false)
    for (const verb of ['key', 'open', 'close', 'void', 'result']) {
      const answer = await fetch(`${url}/portal/e/${election}/${verb}`, {
        method: 'POST',
        body: '{}',
        headers: { authorization: `Bearer ${toText(new Uint8Array(32))}` },
      })
      expect(answer.status).toBe(404)
    }
    await expect(boxAt('http://127.0.0.1:9').heads(election)).rejects.toThrow(BoxUnreachable)
  })

  test('answers the portal’s pages from any of its hosts, without cookies, and keeps nobody busy', async () => {
    const { election } = await openElection()
    const asked = await fetch(`${url}/e/${election}/ballot`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' },
    })
    expect(asked.status).toBe(204)
    expect(asked.headers.get('access-control-allow-origin')).toBe('*')
    expect(asked.headers.get('access-control-allow-credentials')).toBeNull()
    expect(asked.headers.get('set-cookie')).toBeNull()
    for (const path of ['/', '/e/x/heads.json', `/e/${election}/batch-0.json`, `/e/${election}/inbox.json`, `/e/${election}`])
      expect((await fetch(`${url}${path}`)).status, path).toBe(404)
    const huge = await fetch(`${url}/e/${election}/ballot`, { method: 'POST', body: 'x'.repeat(1_000_000) }).catch(() => null)
    expect(huge?.ok ?? false).toBe(false)
    const bounded = await serveBox({ url: await letBoxIn(database.url), port: 0, host: '127.0.0.1', mostInMinute: 5 })
    const ask = () => fetch(`http://127.0.0.1:${bounded.port}/e/${election}/ballot`, { method: 'POST', body: '{}' }).then(({ status }) => status)
    const statuses: number[] = []
    for (let times = 0; times < 6; times++) statuses.push(await ask())
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429])
    await bounded.stop()
  })
})

describe('the schema', () => {
  const columns = () =>
    asOwner(
      database.url,
      "SELECT table_name, column_name, data_type, is_identity, column_default FROM information_schema.columns WHERE table_schema = 'box' ORDER BY 1, 2",
    )

  test('has no time, running number, address, text or person outside the rule (L1)', async () => {
    const found = await columns()
    expect(found.length).toBeGreaterThan(30)
    const strange = found.filter(
      ({ table_name, data_type, is_identity, column_default }) =>
        table_name !== 'rule' &&
        (!['uuid', 'bytea', 'integer', 'smallint', 'ARRAY'].includes(String(data_type)) || is_identity === 'YES' || column_default !== null),
    )
    expect(strange).toEqual([])
    expect(new Set(found.filter(({ data_type }) => data_type === 'uuid').map(({ column_name }) => column_name))).toEqual(new Set(['election']))
    const foreign = await asOwner(
      database.url,
      "SELECT conname FROM pg_constraint WHERE contype = 'f' AND (connamespace = 'box'::regnamespace OR confrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'box'::regnamespace))",
    )
    expect(foreign).toEqual([])
  })

  test('is closed to a role that sees everything else, and the box sees nothing but it (L8)', async () => {
    const portal = 'porten_portal_of_test'
    await asOwner(
      database.url,
      `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${portal}') THEN CREATE ROLE ${portal}; END IF; END $$; GRANT USAGE ON SCHEMA public TO ${portal}; GRANT ALL ON ALL TABLES IN SCHEMA public TO ${portal}`,
    )
    const sees = async (role: string, schema: string) =>
      (
        await asOwner(
          database.url,
          `SELECT c.relname FROM pg_class c WHERE c.relnamespace = '${schema}'::regnamespace AND c.relkind IN ('r', 'v', 'S') AND has_schema_privilege('${role}', '${schema}', 'USAGE') AND (CASE WHEN c.relkind = 'S' THEN has_sequence_privilege('${role}', c.oid, 'USAGE') ELSE has_table_privilege('${role}', c.oid, 'SELECT') OR has_any_column_privilege('${role}', c.oid, 'SELECT') END)`,
        )
      ).map(({ relname }) => relname)
    expect(await sees(portal, 'box')).toEqual([])
    expect((await sees(portal, 'public')).length).toBeGreaterThan(10)
    expect(await sees('porten_box', 'public')).toEqual([])
    expect((await sees('porten_box', 'box')).length).toBe(8)
    await asOwner(database.url, `DROP OWNED BY ${portal}`)
  })

  test('lets nobody change or remove what lies on the board, not even its owner', async () => {
    const { election, manifest, makeCard } = await openElection()
    const ballot: Ballot = castBallot(manifest, await makeCard(), 1, fillBallot(choices))
    await send(election, ballot)
    await box.withdraw(election, withdrawCard(election, (await makeCard()).seed), newTicket())
    await endElection(database.url, election)
    await box.close(election)
    await box.publish(election, { opened: [], undecipherable: 1 })
    for (const table of ['rule', 'board', 'head', 'void', 'opened', 'result']) {
      await expect(asOwner(database.url, `UPDATE box.${table} SET election = gen_random_uuid()`), table).rejects.toThrow(/stays/)
      await expect(asOwner(database.url, `DELETE FROM box.${table}`), table).rejects.toThrow(/stays/)
      await expect(asOwner(database.url, `TRUNCATE box.${table}`), table).rejects.toThrow(/stays/)
      await expect(db.query(`UPDATE box.${table} SET election = gen_random_uuid()`), table).rejects.toThrow(/permission denied/)
    }
    await expect(db.query('UPDATE box.inbox SET seq = 5')).rejects.toThrow(/permission denied/)
  })

  test('tells PostgreSQL’s log nothing of what the box sends', async () => {
    const [row] = await asOwner(database.url, "SELECT rolconfig FROM pg_roles WHERE rolname = 'porten_box'")
    expect(row?.rolconfig).toEqual(
      expect.arrayContaining(['log_statement=none', 'log_min_duration_statement=-1', 'log_parameter_max_length_on_error=0', 'log_min_error_statement=panic']),
    )
    const calls = readFileSync(new URL('serve-box.ts', import.meta.url), 'utf8').match(/log\(\)\.\w+\([^\n]*/g)
    for (const call of calls ?? []) expect(call).toMatch(/^log\(\)\.error\(\{ error: error\?\.code \?\? error\?\.name \}, '[^']*'\)/)
  })
})

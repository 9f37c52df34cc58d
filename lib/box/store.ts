import type pg from 'pg'
import { fromText, toText } from '@/lib/ballots/bytes'
import { byNonce } from '@/lib/ballots/open-board'
import type { Ballot, Head, Manifest, Opened, Void } from '@/lib/ballots/schema'
import { sealedSize } from '@/lib/ballots/seal-ballot'
import { steadyPool } from '@/lib/core/steady-pool'
import type { Board, CastOutcome, StoredBallot, WithdrawOutcome } from './schema'

// The box's own connection, with a role that sees the schema `box` and nothing else. It knows elections, and no organisations.

export type BoxDb = pg.Pool

export const openBoxDb = (url: string, poolSize = 10): BoxDb => steadyPool(url, poolSize)
export const closeBoxDb = (db: BoxDb): Promise<void> => db.end()

const buffer = (text: string) => Buffer.from(fromText(text))

async function inOneTransaction<Value>(db: BoxDb, work: (client: pg.PoolClient) => Promise<Value>): Promise<Value> {
  const client = await db.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const value = await work(client)
    await client.query('COMMIT')
    return value
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => {
      broken = lost
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** False when the election has a rule already, and it is another one. */
export async function copyRule(db: BoxDb, manifest: Manifest, text: string): Promise<boolean> {
  await db.query(
    `INSERT INTO box.rule (election, manifest, opens_at, closes_at, is_revotable, paper, screen_bytes, paper_bytes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [
      manifest.election,
      text,
      manifest.opensAt,
      manifest.closesAt,
      manifest.revote,
      manifest.paper,
      sealedSize(manifest, 'screen'),
      sealedSize(manifest, 'paper'),
    ],
  )
  return (await findManifest(db, manifest.election)) === text
}

/** The canonical text. */
export async function findManifest(db: BoxDb, election: string): Promise<string | null> {
  const { rows } = await db.query('SELECT manifest FROM box.rule WHERE election = $1', [election])
  return rows[0]?.manifest ?? null
}

export async function insertBallot(db: BoxDb, election: string, ballot: StoredBallot): Promise<{ outcome: CastOutcome; free: number | null }> {
  const { rows } = await db.query({
    name: 'cast',
    text: 'SELECT outcome, free FROM box.cast_ballot($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [
      election,
      buffer(ballot.hash),
      buffer(ballot.pk),
      ballot.seq,
      buffer(ballot.sealed),
      buffer(ballot.sig),
      buffer(ballot.tokenMsg),
      buffer(ballot.tokenSig),
    ],
  })
  return rows[0]
}

/** Under which number the card has cast this very ballot already; null: it has not. */
export async function findSeq(db: BoxDb, election: string, pk: string, sealed: string): Promise<number | null> {
  const { rows } = await db.query(
    `SELECT seq FROM box.inbox WHERE election = $1 AND token_pk = $2 AND sealed = $3
     UNION ALL SELECT seq FROM box.board WHERE election = $1 AND token_pk = $2 AND sealed = $3 ORDER BY seq LIMIT 1`,
    [election, buffer(pk), buffer(sealed)],
  )
  return rows[0]?.seq ?? null
}

/** Where a ballot lies whose hash begins with these ten bytes; null: nowhere. `off`: in an election that was called off. */
export async function findByHash(db: BoxDb, from: Uint8Array): Promise<'inbox' | 'board' | 'off' | null> {
  const upTo = Buffer.concat([from, Buffer.alloc(22, 0xff)])
  const { rows } = await db.query(
    `SELECT CASE WHEN EXISTS (SELECT FROM box.off WHERE off.election = board.election) THEN 'off' ELSE 'board' END AS place FROM box.board WHERE ballot_hash >= $1 AND ballot_hash <= $2
     UNION ALL SELECT 'inbox' FROM box.inbox WHERE ballot_hash >= $1 AND ballot_hash <= $2 LIMIT 1`,
    [Buffer.from(from), upTo],
  )
  return rows[0]?.place ?? null
}

/** Withdraws a card. The same ticket again gets the same answer, another one does not. */
export async function insertVoid(db: BoxDb, election: string, { pk, proof }: Void, ticket: string): Promise<WithdrawOutcome> {
  const { rows } = await db.query('SELECT box.withdraw_card($1, $2, $3, $4) AS outcome', [election, buffer(pk), buffer(proof), buffer(ticket)])
  return rows[0].outcome
}

/** Takes no more ballots of this election and lets go of those that wait; again it changes nothing. False: no such election. */
export async function callOff(db: BoxDb, election: string): Promise<boolean> {
  return inOneTransaction(db, async (client) => {
    await client.query('LOCK TABLE box.inbox IN ACCESS EXCLUSIVE MODE')
    await client.query('INSERT INTO box.off SELECT election FROM box.rule WHERE election = $1 ON CONFLICT DO NOTHING', [election])
    await keepOfOthers(client, election)
    return isCalledOff(client, election)
  })
}

export async function isCalledOff(db: BoxDb | pg.PoolClient, election: string): Promise<boolean> {
  return ((await db.query('SELECT FROM box.off WHERE election = $1', [election])).rowCount ?? 0) > 0
}

/** Empties the inbox of this election: a new file, in the order of the others' hashes. */
async function keepOfOthers(client: pg.PoolClient, election: string): Promise<void> {
  await client.query('CREATE TEMP TABLE of_others ON COMMIT DROP AS SELECT * FROM box.inbox WHERE election <> $1', [election])
  await client.query('TRUNCATE box.inbox')
  await client.query('INSERT INTO box.inbox SELECT * FROM of_others ORDER BY ballot_hash')
}

/** The elections in which at least `least` ballots wait. */
export async function electionsWaiting(db: BoxDb, least: number): Promise<string[]> {
  const { rows } = await db.query('SELECT election FROM box.inbox GROUP BY election HAVING count(*) >= $1', [least])
  return rows.map(({ election }) => election)
}

/** What is known when a batch is sealed; `leaves` in the order of the board, `voidLeaves` likewise. */
export type BatchFacts = { manifest: string; last: Head | null; leaves: Uint8Array[]; voidLeaves: Uint8Array[]; isOver: boolean }

/**
 * Moves what waits to the board in the order of its hashes, which nobody chooses, and writes the head that `sign` makes; null
 * from it leaves all as it is. Nobody casts meanwhile. The inbox's file is made anew: a row removed from it would keep its place.
 */
export async function moveInbox(db: BoxDb, election: string, sign: (facts: BatchFacts) => Head | null): Promise<Head | null> {
  return inOneTransaction(db, async (client) => {
    await client.query('LOCK TABLE box.inbox IN ACCESS EXCLUSIVE MODE')
    const rule = await client.query('SELECT manifest, clock_timestamp() >= closes_at AS "isOver" FROM box.rule WHERE election = $1', [election])
    if (!rule.rows[0] || (await isCalledOff(client, election))) return null
    const heads = await readHeads(client, election)
    const last = heads.at(-1) ?? null
    const { rows } = await client.query('SELECT ballot_hash FROM box.inbox WHERE election = $1 ORDER BY ballot_hash', [election])
    const voids = await client.query('SELECT token_pk FROM box.void WHERE election = $1 ORDER BY token_pk', [election])
    const head = sign({
      manifest: rule.rows[0].manifest,
      isOver: rule.rows[0].isOver,
      last,
      leaves: rows.map(({ ballot_hash }) => ballot_hash),
      voidLeaves: voids.rows.map(({ token_pk }) => token_pk),
    })
    if (!head) return null
    await client.query(
      `INSERT INTO box.board (election, batch, pos, ballot_hash, token_pk, seq, sealed, sig, token_msg, token_sig)
       SELECT election, $2, row_number() OVER (ORDER BY ballot_hash) - 1, ballot_hash, token_pk, seq, sealed, sig, token_msg, token_sig
       FROM box.inbox WHERE election = $1 ORDER BY ballot_hash`,
      [election, head.batch],
    )
    await keepOfOthers(client, election)
    await client.query('INSERT INTO box.head (election, batch, count, root, prev, voids, sig) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      election,
      head.batch,
      head.count,
      buffer(head.root),
      buffer(head.prev),
      head.voids === null ? null : buffer(head.voids),
      buffer(head.sig),
    ])
    return head
  })
}

async function readHeads(db: BoxDb | pg.PoolClient, election: string): Promise<Head[]> {
  const { rows } = await db.query('SELECT batch, count, root, prev, voids, sig FROM box.head WHERE election = $1 ORDER BY batch', [election])
  return rows.map(({ root, prev, voids, sig, ...rest }) => ({
    ...rest,
    root: toText(root),
    prev: toText(prev),
    voids: voids && toText(voids),
    sig: toText(sig),
  }))
}

export async function readBoard(db: BoxDb, election: string): Promise<Board> {
  const { rows } = await db.query('SELECT token_pk, proof FROM box.void WHERE election = $1 ORDER BY token_pk', [election])
  return { heads: await readHeads(db, election), voids: rows.map(({ token_pk, proof }) => ({ pk: toText(token_pk), proof: toText(proof) })) }
}

/** So many ballots of a batch are in memory at once. */
const pageSize = 2_000

/** The ballots of one batch in their order, in pages. */
export async function* readBatch(db: BoxDb, election: string, batch: number): AsyncGenerator<Ballot[]> {
  for (let from = 0; ; from += pageSize) {
    const { rows } = await db.query(
      `SELECT token_pk, seq, sealed, sig, token_msg, token_sig FROM box.board
       WHERE election = $1 AND batch = $2 AND pos >= $3 AND pos < $4 ORDER BY pos`,
      [election, batch, from, from + pageSize],
    )
    yield rows.map(({ token_pk, seq, sealed, sig, token_msg, token_sig }) => ({
      pk: toText(token_pk),
      seq,
      sealed: toText(sealed),
      sig: toText(sig),
      tokenMsg: toText(token_msg),
      tokenSig: toText(token_sig),
    }))
    if (rows.length < pageSize) return
  }
}

/** False when there is a result already, or no last head yet, or the election was called off. */
export async function insertResult(db: BoxDb, election: string, opened: Opened[], undecipherable: number): Promise<boolean> {
  return inOneTransaction(db, async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO box.result SELECT $1, $2 WHERE EXISTS (SELECT FROM box.head WHERE election = $1 AND voids IS NOT NULL)
         AND NOT EXISTS (SELECT FROM box.off WHERE election = $1) ON CONFLICT DO NOTHING`,
      [election, undecipherable],
    )
    if (!rowCount) return false
    for (let from = 0; from < opened.length; from += 5_000) {
      const rows = opened.slice(from, from + 5_000)
      await client.query(
        `INSERT INTO box.opened (election, question, nonce, choice)
         SELECT $1, (row->>'question')::smallint, decode(row->>'nonce', 'hex'), ARRAY(SELECT jsonb_array_elements_text(row->'choice')::smallint)
         FROM (SELECT jsonb_array_elements($2::jsonb) AS row) AS rows ORDER BY 2, 3`,
        [election, JSON.stringify(rows.map((row) => ({ ...row, nonce: buffer(row.nonce).toString('hex') })))],
      )
    }
    return true
  })
}

export async function readResult(db: BoxDb, election: string): Promise<{ opened: Opened[]; undecipherable: number } | null> {
  const result = await db.query('SELECT undecipherable FROM box.result WHERE election = $1', [election])
  if (!result.rows[0]) return null
  const { rows } = await db.query('SELECT question, nonce, choice FROM box.opened WHERE election = $1', [election])
  return {
    opened: rows.map(({ question, nonce, choice }) => ({ question, nonce: toText(nonce), choice })).sort(byNonce),
    undecipherable: result.rows[0].undecipherable,
  }
}

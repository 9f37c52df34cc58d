import { createHash } from 'node:crypto'
import { isSimple } from '@/lib/ballots/rules'
import type { AnyManifest } from '@/lib/ballots/schema'
import type { Db, Piece } from '@/lib/core/db'
import { ask, asPiece, Prisma, pieceOf, reveal } from '@/lib/core/prisma'
import type { ByPost, Election, ElectionPlan, ElectionResult, ElectionState, OwnPlace, PaperChoices, PaperEntries, RollState } from './schema'

type Row = Omit<Election, 'manifest' | 'simple'> & { manifest: string | null }

function electionOf({ manifest, ...row }: Row): Election {
  const parsed = manifest === null ? null : (JSON.parse(manifest) as AnyManifest)
  return { ...row, manifest: parsed && !isSimple(parsed) ? parsed : null, simple: parsed && isSimple(parsed) ? parsed : null }
}

const fields = Prisma.sql`e.id, e.organisation_id AS "organisationId", e.state, e.mode, e.title, e.questions, e.group_ids AS "groupIds", e.opens_at AS "opensAt",
  e.closes_at AS "closesAt", e.is_revotable AS "isRevotable", e.paper, e.verify, e.keys, e.officers_key AS "officersKey", e.quorum, e.reminds, e.version,
  e.manifest, e.frozen_at AS "frozenAt",
  e.result, e.counted_at AS "countedAt", e.called_off_at AS "calledOffAt", e.called_off_reason AS "calledOffReason"`

const one = (organisationId: string, id: string) => Prisma.sql`organisation_id = ${organisationId}::uuid AND id = ${id}::uuid`

/** False when there is one of this id already: the form was sent twice. */
export async function insertElection(
  db: Db,
  organisationId: string,
  { id, plan, createdBy, createdAt }: { id: string; plan: ElectionPlan; createdBy: string; createdAt: Date },
): Promise<boolean> {
  const data = { id, organisationId, ...plan, createdBy, createdAt }
  return (await reveal(db).election.createMany({ data, skipDuplicates: true })).count === 1
}

export async function findById(db: Db, organisationId: string, id: string): Promise<Election | null> {
  const [row] = await reveal(db).$queryRaw<Row[]>`
    SELECT ${fields} FROM elections e WHERE ${one(organisationId, id)}`
  return row ? electionOf(row) : null
}

/** Newest first. */
export async function listNewest(db: Db, organisationId: string, most: number): Promise<Election[]> {
  const rows = await reveal(db).$queryRaw<Row[]>`
    SELECT ${fields} FROM elections e WHERE e.organisation_id = ${organisationId}::uuid ORDER BY e.created_at DESC, e.id LIMIT ${most}`
  return rows.map(electionOf)
}

/** False when somebody changed it meanwhile, or it is no draft any more. */
export async function saveDraft(db: Db, organisationId: string, id: string, version: number, plan: ElectionPlan): Promise<boolean> {
  const where = { organisationId, id, version, state: 'draft' }
  const keys = plan.keys === 'portal' ? { officersKey: null } : {}
  return (await reveal(db).election.updateMany({ where, data: { ...plan, ...keys, version: { increment: 1 } } })).count === 1
}

/** False when the draft was changed meanwhile, or officers hold no keys in it. */
export async function saveOfficersKey(db: Db, organisationId: string, id: string, version: number, officersKey: string): Promise<boolean> {
  const where = { organisationId, id, version, state: 'draft', keys: 'officers' }
  return (await reveal(db).election.updateMany({ where, data: { officersKey, version: { increment: 1 } } })).count === 1
}

export async function removeDraft(db: Db, organisationId: string, id: string): Promise<boolean> {
  return (await reveal(db).election.deleteMany({ where: { organisationId, id, state: 'draft' } })).count === 1
}

/** Of two at once one moves it. */
export async function moveState(
  db: Db,
  organisationId: string,
  id: string,
  { from, to, version, ...data }: { from: ElectionState; to: ElectionState; version?: number; frozenBy?: string; frozenAt?: Date },
): Promise<boolean> {
  const where = { organisationId, id, state: from, ...(version === undefined ? {} : { version }) }
  return (await reveal(db).election.updateMany({ where, data: { ...data, state: to } })).count === 1
}

const among = (groupIds: readonly string[]) =>
  groupIds.length === 0
    ? Prisma.empty
    : Prisma.sql`AND EXISTS (SELECT FROM group_members g WHERE g.organisation_id = p.organisation_id AND g.person_id = p.id AND g.group_id = ANY(${groupIds}::uuid[]))`

/** How many a freeze would put on the roll now. Of groups: whoever is in one, without the few whose account is closed. */
export async function countEligible(db: Db, organisationId: string, groupIds: readonly string[]): Promise<number> {
  const [found] =
    groupIds.length === 0
      ? await reveal(db).$queryRaw<{ people: number }[]>`
          SELECT count(*)::int AS people FROM persons p WHERE p.organisation_id = ${organisationId}::uuid AND p.status = 'active'`
      : await reveal(db).$queryRaw<{ people: number }[]>`
          SELECT ((SELECT ${groupIds.length === 1 ? Prisma.sql`count(*)` : Prisma.sql`count(DISTINCT person_id)`}
              FROM group_members WHERE organisation_id = ${organisationId}::uuid AND group_id = ANY(${groupIds}::uuid[]))
            - (SELECT count(*) FROM persons p WHERE p.organisation_id = ${organisationId}::uuid AND p.status <> 'active' ${among(groupIds)}))::int AS people`
  return found?.people ?? 0
}

/**
 * Puts the next `most` people on the roll of a vote that is being frozen, in the order of their ids, so that a worker that
 * dies goes on where it was. Returns how many; null when its roll is whole or there is none to make.
 */
export async function takeOnRoll(db: Db, organisationId: string, id: string, most: number): Promise<number | null> {
  const [held] = await reveal(db).$queryRaw<{ groupIds: string[]; upTo: string | null }[]>`
    SELECT group_ids AS "groupIds", frozen_up_to AS "upTo" FROM elections WHERE ${one(organisationId, id)} AND state = 'freezing' AND manifest IS NULL FOR UPDATE`
  if (!held) return null
  const after = held.upTo ? Prisma.sql`AND p.id > ${held.upTo}::uuid` : Prisma.empty
  const [taken] = await reveal(db).$queryRaw<{ count: number; last: string | null }[]>`
    WITH chosen AS (
      SELECT p.id FROM persons p WHERE p.organisation_id = ${organisationId}::uuid AND p.status = 'active' ${among(held.groupIds)} ${after}
      ORDER BY p.id LIMIT ${most}),
    put AS (
      INSERT INTO election_roll (organisation_id, election_id, person_id) SELECT ${organisationId}::uuid, ${id}::uuid, id FROM chosen ORDER BY id)
    SELECT count(*)::int AS count, max(id::text) AS last FROM chosen`
  if (taken?.last) await reveal(db).$executeRaw`UPDATE elections SET frozen_up_to = ${taken.last}::uuid WHERE ${one(organisationId, id)}`
  return taken?.count ?? 0
}

/**
 * How many may vote, as the freeze wrote it down, how many of them have collected a card or, in a simple vote, voted, and for how many
 * the office made a card; all 0 where the roll is gone.
 */
export async function countRoll(db: Db, organisationId: string, id: string): Promise<{ eligible: number; issued: number; voted: number; byPost: number }> {
  const roll = Prisma.sql`FROM election_roll WHERE organisation_id = ${organisationId}::uuid AND election_id = ${id}::uuid`
  const [found] = await reveal(db).$queryRaw<{ eligible: number; issued: number; voted: number; byPost: number }[]>`
    SELECT CASE WHEN (SELECT true ${roll} ORDER BY person_id LIMIT 1) THEN coalesce(
        (SELECT (e.manifest::jsonb ->> 'eligible')::int FROM elections e WHERE ${one(organisationId, id)}), (SELECT count(*)::int ${roll})) ELSE 0 END AS eligible,
      (count(*) FILTER (WHERE state = 'issued'))::int AS issued, (count(*) FILTER (WHERE has_voted))::int AS voted,
      (count(*) FILTER (WHERE state = 'paper_office'))::int AS "byPost"
    ${roll} AND (state <> 'none' OR has_voted)`
  return found ?? { eligible: 0, issued: 0, voted: 0, byPost: 0 }
}

type Frozen = { manifest: string; tokenKey: Uint8Array<ArrayBuffer> | null; sealKey: Uint8Array<ArrayBuffer> | null }

/** False when it has one: of two workers one makes it. */
export async function keepManifest(db: Db, organisationId: string, id: string, frozen: Frozen): Promise<boolean> {
  return (await reveal(db).election.updateMany({ where: { organisationId, id, state: 'freezing', manifest: null }, data: frozen })).count === 1
}

/** The sealed keys; null where there are none any more, and no key that opens where officers hold it. */
export function findKeys(db: Db, organisationId: string, id: string) {
  return reveal(db).election.findFirst({
    where: { organisationId, id, tokenKey: { not: null } },
    select: { tokenKey: true, sealKey: true },
  })
}

/** The result, and with it the end of the keys. False when there is one already. */
export async function keepResult(db: Db, organisationId: string, id: string, result: ElectionResult, countedAt: Date): Promise<boolean> {
  const where = { organisationId, id, state: { in: ['frozen', 'reading'] } }
  const { count } = await reveal(db).election.updateMany({ where, data: { state: 'counted', result, countedAt, tokenKey: null, sealKey: null } })
  return count === 1
}

/** Ends a vote that is frozen and not over by the database's clock, and with it its keys. False: it is not, or not any more. */
export async function markCalledOff(
  db: Db,
  organisationId: string,
  id: string,
  { reason, by, at }: { reason: string; by: string; at: Date },
): Promise<boolean> {
  const changed = await reveal(db).$executeRaw`
    UPDATE elections SET state = 'called-off', called_off_reason = ${reason}, called_off_by = ${by}::uuid, called_off_at = ${at}, token_key = NULL, seal_key = NULL
    WHERE ${one(organisationId, id)} AND state = 'frozen' AND clock_timestamp() < closes_at`
  return changed === 1
}

/** Paper ballots that two officers have not read alike nor three at all. */
const unsettled = Prisma.sql`
  SELECT p.organisation_id, p.election_id, p.image_hash FROM election_papers p
  WHERE NOT EXISTS (
    SELECT FROM election_paper_entries e
    WHERE e.organisation_id = p.organisation_id AND e.election_id = p.election_id AND e.image_hash = p.image_hash
    HAVING count(*) = 3 OR (count(*) = 2 AND count(DISTINCT coalesce(e.choices::text, '-')) = 1))`

/** What has work for the worker at this moment. Of all organisations. */
export function listAtWork(db: Db, now: Date): Promise<{ organisationId: string; id: string }[]> {
  return reveal(db).$queryRaw`
    SELECT organisation_id AS "organisationId", id FROM elections
    WHERE state = 'freezing' OR (state = 'frozen' AND (closes_at <= ${now} OR (told_at IS NULL AND opens_at <= ${now})
      OR (reminds AND reminded_at IS NULL AND closes_at - interval '1 day' <= ${now})))
      OR (state = 'called-off' AND off_told_at IS NULL)
      OR (state = 'reading' AND NOT EXISTS (SELECT FROM (${unsettled}) p WHERE p.organisation_id = elections.organisation_id AND p.election_id = elections.id))`
}

/** Votes in which cards were collected without a word to their people yet. Of all organisations. */
export function listUntold(db: Db): Promise<{ organisationId: string; id: string }[]> {
  return reveal(db).$queryRaw`
    SELECT DISTINCT organisation_id AS "organisationId", election_id AS id FROM election_roll WHERE state <> 'none' AND NOT is_told`
}

export async function findOnRoll(db: Db, organisationId: string, electionId: string, personId: string): Promise<OwnPlace | null> {
  const select = { state: true, hasVoted: true, postBatch: true }
  const row = await reveal(db).electionRoll.findFirst({ where: { organisationId, electionId, personId }, select })
  if (row?.state === 'none' && row.postBatch === 0) return 'waiting'
  return row && (row.hasVoted ? 'voted' : (row.state as RollState))
}

export type Issued = { state: RollState; blindedHash: Uint8Array | null; blindSig: Uint8Array | null }

/** Somebody's row of the roll, held until the transaction ends. */
export async function holdOnRoll(db: Db, organisationId: string, electionId: string, personId: string): Promise<Issued | null> {
  const [row] = await reveal(db).$queryRaw<Issued[]>`
    SELECT state, blinded_hash AS "blindedHash", blind_sig AS "blindSig" FROM election_roll
    WHERE organisation_id = ${organisationId}::uuid AND election_id = ${electionId}::uuid AND person_id = ${personId}::uuid FOR UPDATE`
  return row ?? null
}

/** Somebody who asks for a card: their place on the roll, null where they stand on none, and what of the vote a card needs. */
export type Asker = { personId: string; place: (Issued & { isOpen: boolean; tokenKey: Uint8Array | null }) | null }

/** Held by nobody. `who` tells a `person_id`, or nobody: then there is no asker. */
export async function findForCard(db: Db, organisationId: string, electionId: string, who: Piece): Promise<Asker | null> {
  const [row] = await ask<NonNullable<Asker['place']> & { personId: string }>(db)`
    SELECT who.person_id AS "personId", r.state, r.blinded_hash AS "blindedHash", r.blind_sig AS "blindSig", e.token_key AS "tokenKey",
      e.state = 'frozen' AS "isOpen"
    FROM (${pieceOf(who)}) who
      LEFT JOIN election_roll r ON r.organisation_id = ${organisationId}::uuid AND r.election_id = ${electionId}::uuid AND r.person_id = who.person_id
      LEFT JOIN elections e ON e.organisation_id = r.organisation_id AND e.id = r.election_id`
  if (!row) return null
  const { personId, ...place } = row
  return { personId, place: place.state === null ? null : place }
}

export const personPiece = (personId: string): Piece => asPiece(Prisma.sql`SELECT ${personId}::uuid AS person_id`)

/** False where a card was issued before, by whomever, and where the vote is over at `now`: of many at once one is the first. */
export async function markIssued(
  db: Db,
  organisationId: string,
  electionId: string,
  personId: string,
  { blindedHash, blindSig }: { blindedHash: Uint8Array<ArrayBuffer>; blindSig: Uint8Array<ArrayBuffer> },
  now: Date,
): Promise<boolean> {
  const marked = await ask(db)`
    UPDATE election_roll r SET state = 'issued', blinded_hash = ${blindedHash}, blind_sig = ${blindSig} FROM elections e
    WHERE r.organisation_id = ${organisationId}::uuid AND r.election_id = ${electionId}::uuid AND r.person_id = ${personId}::uuid AND r.state = 'none'
      AND e.organisation_id = r.organisation_id AND e.id = r.election_id AND e.state = 'frozen' AND e.closes_at > ${now}
    RETURNING r.state`
  return marked.length === 1
}

const newsOf = {
  told: { upTo: Prisma.sql`told_up_to`, at: Prisma.sql`told_at`, among: Prisma.empty },
  reminded: { upTo: Prisma.sql`reminded_up_to`, at: Prisma.sql`reminded_at`, among: Prisma.empty },
  // Whoever was told that it is open is told that it is off, and nobody else.
  off: { upTo: Prisma.sql`off_told_up_to`, at: Prisma.sql`off_told_at`, among: Prisma.sql`AND person_id <= e.told_up_to` },
}
export type News = keyof typeof newsOf

/** The next people on the roll to write to, whether they have collected a card or not; of two workers one gets them. */
export async function takeToTell(db: Db, organisationId: string, id: string, news: News, most: number, now: Date): Promise<string[]> {
  const { upTo, at, among } = newsOf[news]
  const [held] = await reveal(db).$queryRaw<{ upTo: string | null }[]>`
    SELECT ${upTo} AS "upTo" FROM elections WHERE ${one(organisationId, id)} AND ${at} IS NULL FOR UPDATE`
  if (!held) return []
  const after = held.upTo ? Prisma.sql`AND person_id > ${held.upTo}::uuid` : Prisma.empty
  const rows = await reveal(db).$queryRaw<{ personId: string }[]>`
    SELECT person_id AS "personId" FROM election_roll r JOIN elections e ON e.organisation_id = r.organisation_id AND e.id = r.election_id
    WHERE r.organisation_id = ${organisationId}::uuid AND r.election_id = ${id}::uuid ${among} ${after}
    ORDER BY person_id LIMIT ${most}`
  const last = rows.at(-1)?.personId
  if (last) await reveal(db).$executeRaw`UPDATE elections SET ${upTo} = ${last}::uuid WHERE ${one(organisationId, id)}`
  if (rows.length < most) await reveal(db).$executeRaw`UPDATE elections SET ${at} = ${now} WHERE ${one(organisationId, id)}`
  return rows.map(({ personId }) => personId)
}

/** The next people who have a card and were not written to, in the order of their ids, which tells nothing of when. */
export async function takeCardsToTell(db: Db, organisationId: string, id: string, most: number): Promise<{ personId: string; state: RollState }[]> {
  const rows = await reveal(db).$queryRaw<{ personId: string; state: RollState }[]>`
    UPDATE election_roll r SET is_told = true FROM (
      SELECT person_id FROM election_roll WHERE organisation_id = ${organisationId}::uuid AND election_id = ${id}::uuid AND state <> 'none' AND NOT is_told
      ORDER BY person_id LIMIT ${most} FOR UPDATE SKIP LOCKED) next
    WHERE r.organisation_id = ${organisationId}::uuid AND r.election_id = ${id}::uuid AND r.person_id = next.person_id
    RETURNING r.person_id AS "personId", r.state`
  return rows.sort((one, other) => (one.personId < other.personId ? -1 : 1))
}

/**
 * Writes the whole roll anew in the order of its keys: where its rows lie and who wrote them last tells nothing then. Of all
 * organisations. Who was erased while a vote went on leaves the roll with it, and a ticket whose answer never came is worth nothing then.
 */
export async function rewriteRoll(db: Db): Promise<void> {
  await reveal(db).$executeRaw`LOCK TABLE election_roll IN ACCESS EXCLUSIVE MODE`
  await reveal(db).$executeRaw`CREATE TEMP TABLE roll_before ON COMMIT DROP AS SELECT * FROM election_roll`
  await reveal(db).$executeRaw`
    UPDATE roll_before b SET giving_back = NULL
    WHERE giving_back IS NOT NULL AND NOT EXISTS (
      SELECT FROM elections e WHERE e.organisation_id = b.organisation_id AND e.id = b.election_id AND e.state = 'frozen')`
  await reveal(db).$executeRaw`TRUNCATE election_roll`
  await reveal(db).$executeRaw`
    INSERT INTO election_roll SELECT b.* FROM roll_before b
    WHERE EXISTS (SELECT FROM persons p WHERE p.organisation_id = b.organisation_id AND p.id = b.person_id)
      OR EXISTS (SELECT FROM elections e WHERE e.organisation_id = b.organisation_id AND e.id = b.election_id AND e.state IN ('frozen', 'reading'))
    ORDER BY organisation_id, election_id, person_id`
}

/** Votes on whose roll somebody stands, the next to end first and those that are over after them, the newest first. */
export async function listOfPerson(
  db: Db,
  organisationId: string,
  personId: string,
  { now, most }: { now: Date; most: number },
): Promise<(Election & { roll: RollState })[]> {
  const rows = await reveal(db).$queryRaw<(Row & { roll: RollState })[]>`
    SELECT ${fields}, CASE WHEN r.has_voted THEN 'voted' ELSE r.state END AS roll FROM election_roll r JOIN elections e ON e.organisation_id = r.organisation_id AND e.id = r.election_id
    WHERE r.organisation_id = ${organisationId}::uuid AND r.person_id = ${personId}::uuid AND e.state IN ('frozen', 'reading', 'counted', 'called-off')
    ORDER BY e.closes_at <= ${now} OR e.state = 'called-off', abs(extract(epoch FROM e.closes_at - ${now}::timestamptz)), e.id LIMIT ${most}`
  return rows.map(({ roll, ...row }) => ({ ...electionOf(row), roll }))
}

const ofPaper = (organisationId: string, electionId: string) => Prisma.sql`p.organisation_id = ${organisationId}::uuid AND p.election_id = ${electionId}::uuid`

/** Keeps pictures of opened paper ballots; those that are there stay. */
export async function insertPapers(db: Db, organisationId: string, electionId: string, images: readonly Uint8Array[]): Promise<void> {
  const data = images.map((image) => ({ organisationId, electionId, imageHash: createHash('sha256').update(image).digest(), image: Uint8Array.from(image) }))
  await reveal(db).electionPaper.createMany({ data, skipDuplicates: true })
}

/** How many paper ballots there are, and how many of them are not settled. */
export async function countPapers(db: Db, organisationId: string, electionId: string): Promise<{ all: number; waiting: number }> {
  const [found] = await reveal(db).$queryRaw<{ all: number; waiting: number }[]>`
    SELECT (SELECT count(*) FROM election_papers p WHERE ${ofPaper(organisationId, electionId)})::int AS all,
      (SELECT count(*) FROM (${unsettled}) p WHERE ${ofPaper(organisationId, electionId)})::int AS waiting`
  return found ?? { all: 0, waiting: 0 }
}

/** The next paper ballot that waits for somebody who has not read it, as hex; those that others have begun come first. */
export async function findPaperFor(db: Db, organisationId: string, electionId: string, officer: string): Promise<string | null> {
  const [found] = await reveal(db).$queryRaw<{ paper: string }[]>`
    SELECT encode(p.image_hash, 'hex') AS paper FROM (${unsettled}) p LEFT JOIN election_paper_entries e
      ON e.organisation_id = p.organisation_id AND e.election_id = p.election_id AND e.image_hash = p.image_hash
    WHERE ${ofPaper(organisationId, electionId)}
    GROUP BY p.image_hash HAVING count(e.place) FILTER (WHERE e.entered_by = ${officer}::uuid) = 0
    ORDER BY count(e.place) DESC, p.image_hash LIMIT 1`
  return found?.paper ?? null
}

export async function findPaperImage(db: Db, organisationId: string, electionId: string, paper: string): Promise<Uint8Array | null> {
  const imageHash = Buffer.from(paper, 'hex')
  const row = await reveal(db).electionPaper.findFirst({ where: { organisationId, electionId, imageHash }, select: { image: true } })
  return row?.image ?? null
}

/** What officers read on each, in the order of their reading. */
export async function listPaperEntries(db: Db, organisationId: string, electionId: string): Promise<{ paper: string; entries: PaperEntries }[]> {
  const rows = await reveal(db).$queryRaw<{ paper: string; entries: PaperEntries }[]>`
    SELECT encode(p.image_hash, 'hex') AS paper, coalesce(jsonb_agg(e.choices ORDER BY e.place) FILTER (WHERE e.place IS NOT NULL), '[]') AS entries
    FROM election_papers p LEFT JOIN election_paper_entries e
      ON e.organisation_id = p.organisation_id AND e.election_id = p.election_id AND e.image_hash = p.image_hash
    WHERE ${ofPaper(organisationId, electionId)} GROUP BY p.image_hash`
  return rows
}

/** False when it is settled, or this officer has read it before: the database holds both (migration 0140). */
export async function insertPaperEntry(
  db: Db,
  organisationId: string,
  electionId: string,
  { paper, officer, choices }: { paper: string; officer: string; choices: PaperChoices },
): Promise<boolean> {
  const read = choices === null ? null : JSON.stringify(choices)
  const inserted = await reveal(db).$executeRaw`
    INSERT INTO election_paper_entries (organisation_id, election_id, image_hash, place, entered_by, choices)
    SELECT p.organisation_id, p.election_id, p.image_hash, 1 + (SELECT count(*) FROM election_paper_entries e
        WHERE e.organisation_id = p.organisation_id AND e.election_id = p.election_id AND e.image_hash = p.image_hash), ${officer}::uuid, ${read}::jsonb
    FROM (${unsettled}) p WHERE ${ofPaper(organisationId, electionId)} AND p.image_hash = decode(${paper}, 'hex')
    ON CONFLICT DO NOTHING`
  return inserted === 1
}

/** A paper ballot's row, held until the transaction ends: of two officers at once the second sees what the first entered. */
export async function holdPaper(db: Db, organisationId: string, electionId: string, paper: string): Promise<boolean> {
  const rows = await reveal(db).$queryRaw<unknown[]>`
    SELECT 1 FROM election_papers p WHERE ${ofPaper(organisationId, electionId)} AND p.image_hash = decode(${paper}, 'hex') FOR UPDATE`
  return rows.length === 1
}

/** Pictures of votes that were counted before `before`, and what was read on them, are gone after it. Of all organisations. */
export async function removePapers(db: Db, before: Date): Promise<void> {
  await reveal(db).$executeRaw`
    DELETE FROM election_papers p USING elections e
    WHERE e.organisation_id = p.organisation_id AND e.id = p.election_id AND e.state = 'counted' AND e.counted_at < ${before}`
}

/** Everybody who gets the ballot by post or waits for it; not who waited and collected a card meanwhile. In the order of their ids. */
export async function listByPost(db: Db, organisationId: string, electionId: string): Promise<ByPost[]> {
  const rows = await reveal(db).electionRoll.findMany({
    where: { organisationId, electionId, postBatch: { not: null }, state: { not: 'issued' } },
    select: { personId: true, postBatch: true },
    orderBy: { personId: 'asc' },
  })
  return rows.map(({ personId, postBatch }) => ({ personId, batch: postBatch ?? 0 }))
}

/** Puts somebody without a card on the list of those who get the ballot by post, or takes them off it. False: they have a card. */
export async function waitForPost(db: Db, organisationId: string, electionId: string, personId: string, waits: boolean): Promise<boolean> {
  const where = { organisationId, electionId, personId, state: 'none' }
  return (await reveal(db).electionRoll.updateMany({ where, data: { postBatch: waits ? 0 : null } })).count === 1
}

/**
 * The ticket under which somebody gives their card back: `drawn`, or the one that is kept already where the answer to it was lost.
 * Null: they have no card.
 */
export async function keepTicket(
  db: Db,
  organisationId: string,
  electionId: string,
  personId: string,
  drawn: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array | null> {
  const [kept] = await reveal(db).$queryRaw<{ ticket: Uint8Array }[]>`
    UPDATE election_roll SET giving_back = coalesce(giving_back, ${drawn}) WHERE organisation_id = ${organisationId}::uuid AND election_id = ${electionId}::uuid
      AND person_id = ${personId}::uuid AND state = 'issued' RETURNING giving_back AS ticket`
  return kept?.ticket ?? null
}

/** Puts somebody whose card is withdrawn on the list of those who get the ballot by post; of the card nothing is left. Again it changes nothing. */
export async function markGivenBack(db: Db, organisationId: string, electionId: string, personId: string, ticket: Uint8Array<ArrayBuffer>): Promise<void> {
  await reveal(db).electionRoll.updateMany({
    where: { organisationId, electionId, personId, state: 'issued', givingBack: ticket },
    data: { state: 'none', postBatch: 0, blindedHash: null, blindSig: null, givingBack: null, isTold: false },
  })
}

/** Those who wait for a ballot by post, held until the transaction ends. */
export async function holdWaiting(db: Db, organisationId: string, electionId: string): Promise<string[]> {
  const rows = await reveal(db).$queryRaw<{ personId: string }[]>`
    SELECT person_id AS "personId" FROM election_roll WHERE organisation_id = ${organisationId}::uuid AND election_id = ${electionId}::uuid
      AND state = 'none' AND post_batch = 0 ORDER BY person_id FOR UPDATE`
  return rows.map(({ personId }) => personId)
}

/** Whether this very pile was made before. */
export async function hasPile(db: Db, organisationId: string, electionId: string, wishesHash: Uint8Array<ArrayBuffer>): Promise<boolean> {
  return (await reveal(db).electionPostBatch.count({ where: { organisationId, electionId, wishesHash } })) > 0
}

/** Keeps that a pile was made for these people, and nothing of which sheet of it is whose. */
export async function insertPile(
  db: Db,
  organisationId: string,
  electionId: string,
  { wishesHash, people }: { wishesHash: Uint8Array<ArrayBuffer>; people: readonly string[] },
): Promise<void> {
  const [made] = await reveal(db).$queryRaw<{ batch: number }[]>`
    INSERT INTO election_post_batches (organisation_id, election_id, batch, cards, wishes_hash)
    SELECT ${organisationId}::uuid, ${electionId}::uuid, 1 + coalesce(max(batch), 0), ${people.length}, ${wishesHash}
    FROM election_post_batches WHERE organisation_id = ${organisationId}::uuid AND election_id = ${electionId}::uuid RETURNING batch`
  await reveal(db).electionRoll.updateMany({
    where: { organisationId, electionId, personId: { in: [...people] }, state: 'none' },
    data: { state: 'paper_office', postBatch: made?.batch ?? null },
  })
}

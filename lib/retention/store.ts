import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'
import { firstIdAt } from '@/lib/core/time-ordered-id'
import type { Kind } from './rules'

/** Rows `t` of a table that go, in the order of an index that finds them. */
type Step = {
  table: string
  order: string
  isDue: (before: Date, organisationId: string) => Prisma.Sql
  /** emptied instead of removed */
  set?: string
  /** of rows that go with another step's, which alone are told of */
  isSilent?: true
}

/** Ids stand in the order of time: nothing that ended before `before` was begun after it, so the key finds it. */
const begunBefore = (before: Date) => Prisma.sql`t.id < ${firstIdAt(before)}::uuid`

/** By kind, what goes in which order. */
const steps: Record<Exclude<Kind, 'goneDays'>, Step[]> = {
  codeDays: [
    { table: 'one_time_codes', order: 'expires_at', isDue: (before) => Prisma.sql`t.expires_at < ${before}` },
    { table: 'journeys', order: 'expires_at', isDue: (before) => Prisma.sql`t.expires_at < ${before}` },
  ],
  sessionDays: [
    { table: 'sessions', order: 'id', isDue: (before) => Prisma.sql`${begunBefore(before)} AND (t.ended_at < ${before} OR t.expires_at < ${before})` },
  ],
  deviceDays: [{ table: 'known_devices', order: 'last_seen_at', isDue: (before) => Prisma.sql`t.last_seen_at < ${before}` }],
  objectionDays: [{ table: 'objections', order: 'id', isDue: (before) => Prisma.sql`${begunBefore(before)} AND t.expires_at < ${before}` }],
  messageTextDays: [
    {
      table: 'messages',
      order: 'id',
      isDue: (before) => Prisma.sql`${begunBefore(before)} AND t.created_at < ${before} AND t.sealed_content IS NOT NULL AND ${isOver}`,
      set: 'sealed_content = NULL',
    },
  ],
  messageDays: [{ table: 'messages', order: 'id', isDue: (before) => Prisma.sql`${begunBefore(before)} AND t.created_at < ${before} AND ${isOver}` }],
  firstPasswordDays: [
    { table: 'first_passwords', order: 'id', isDue: (before) => Prisma.sql`${begunBefore(before)} AND (t.ended_at < ${before} OR t.expires_at < ${before})` },
  ],
  caseDays: [
    {
      table: 'cases',
      order: 'id',
      isDue: (before) => Prisma.sql`${begunBefore(before)} AND t.state = 'closed' AND t.closed_at < ${before} AND t.kind <> 'contact'`,
    },
  ],
  contactDays: [
    {
      table: 'cases',
      order: 'id',
      isDue: (before) => Prisma.sql`${begunBefore(before)} AND EXISTS (SELECT FROM contacts n
        WHERE n.organisation_id = t.organisation_id AND n.case_id = t.id AND n.state = 'closed' AND n.changed_at < ${before})`,
    },
  ],
  roleRequestDays: [
    {
      table: 'role_requests',
      order: 'id',
      isDue: (before) => Prisma.sql`${begunBefore(before)} AND (t.decided_at < ${before} OR (t.decided_at IS NULL AND t.expires_at < ${before}))`,
    },
  ],
  campaignDays: [
    {
      // A campaign may have a million people: they go first, so that no statement is long.
      table: 'campaign_people',
      order: 'campaign_id',
      isDue: (before, organisationId) => Prisma.sql`t.campaign_id = ANY (ARRAY(SELECT c.id FROM campaigns c WHERE c.organisation_id = ${organisationId}::uuid
        AND c.state IN ('stopped', 'finished') AND coalesce(c.ended_at, c.created_at) < ${before}))`,
      isSilent: true,
    },
    {
      table: 'campaigns',
      order: 'created_at',
      isDue: (before) => Prisma.sql`t.state IN ('stopped', 'finished') AND coalesce(t.ended_at, t.created_at) < ${before}`,
    },
  ],
  importDays: [
    { table: 'register_uploads', order: 'id', isDue: (before) => Prisma.sql`${begunBefore(before)} AND t.ended_at < ${before} AND t.comparison_id IS NULL` },
    {
      table: 'register_imports',
      order: 'id',
      // Only what is over, cannot be taken back any more and is no upload's.
      isDue: (before) => Prisma.sql`t.finished_at < ${before} AND t.undo_state IS DISTINCT FROM 'undoing'
        AND NOT EXISTS (SELECT FROM register_uploads u WHERE u.organisation_id = t.organisation_id AND (u.import_id = t.id OR u.comparison_id = t.id)
          AND (u.ended_at IS NULL OR u.ended_at >= ${before} OR u.comparison_id IS NOT NULL))
        AND NOT EXISTS (SELECT FROM register_import_changes c WHERE c.organisation_id = t.organisation_id AND c.import_id = t.id)`,
    },
    { table: 'audit_verifications', order: 'id', isDue: (before) => Prisma.sql`${begunBefore(before)} AND t.asked_at < ${before}` },
  ],
  settingsDays: [
    {
      table: 'settings_versions',
      order: 'number',
      isDue: (before) => Prisma.sql`EXISTS (SELECT FROM settings_versions n
        WHERE n.organisation_id = t.organisation_id AND n.number > t.number AND n.at < ${before})`,
    },
  ],
  revisionDays: [
    {
      // What readers have stays, and so does what editors work at: the last of each language.
      table: 'content_revisions',
      order: 'saved_at',
      isDue: (before) => Prisma.sql`EXISTS (SELECT FROM content_revisions n WHERE n.organisation_id = t.organisation_id AND n.content_id = t.content_id
          AND n.language = t.language AND n.number > t.number AND n.saved_at < ${before})
        AND NOT EXISTS (SELECT FROM content_texts x WHERE x.organisation_id = t.organisation_id AND x.content_id = t.content_id
          AND x.language = t.language AND x.revision = t.number)`,
    },
  ],
  rollDays: [
    {
      table: 'election_roll',
      order: 'election_id',
      isDue: (before, organisationId) => Prisma.sql`t.election_id = ANY (ARRAY(SELECT e.id FROM elections e
        WHERE e.organisation_id = ${organisationId}::uuid AND (e.state = 'counted' AND e.counted_at < ${before} OR e.state = 'called-off' AND e.called_off_at < ${before})))`,
    },
  ],
  systemDays: [
    { table: 'provisioning_tokens', order: 'id', isDue: (before) => Prisma.sql`(t.removed_at < ${before} OR t.expires_at < ${before})` },
    {
      table: 'openid_consents',
      order: 'given_at',
      isDue: (before, organisationId) => Prisma.sql`t.client_id = ANY (ARRAY(SELECT c.id FROM openid_clients c
        WHERE c.organisation_id = ${organisationId}::uuid AND c.removed_at < ${before}))`,
      isSilent: true,
    },
    { table: 'openid_clients', order: 'id', isDue: (before) => Prisma.sql`t.removed_at < ${before}` },
  ],
  statisticsDays: [{ table: 'daily_counts', order: 'day', isDue: (before) => Prisma.sql`t.day < ${before.toISOString().slice(0, 10)}::date` }],
  auditPersonalDays: [
    {
      table: 'audit_events',
      order: 'id',
      isDue: (before) => Prisma.sql`${begunBefore(before)} AND t.at < ${before} AND t.personal IS NOT NULL`,
      set: 'personal = NULL, personal_salt = NULL',
    },
  ],
}
const isOver = Prisma.sql`t.state NOT IN ('queued', 'handing-over')`

/** How many steps a kind has. */
export const stepsOf = (kind: Exclude<Kind, 'goneDays'>): number => steps[kind].length

type Batch = { kind: Exclude<Kind, 'goneDays'>; step: number; before: Date; night: string; most: number }

/**
 * Removes at most so many rows and notes it, in one statement. Rows that somebody works on are left for later: of two
 * servers none waits for the other. Returns how many.
 */
export async function removeBatch(db: Db, organisationId: string, { kind, step, before, night, most }: Batch): Promise<number> {
  const found = steps[kind][step]
  if (!found) return 0
  const { table, order, isDue, set, isSilent } = found
  const [name, by] = [Prisma.raw(table), Prisma.raw(`t.${order}`)]
  const change = set ? Prisma.sql`UPDATE ${name} t SET ${Prisma.raw(set)} FROM due WHERE` : Prisma.sql`DELETE FROM ${name} t USING due WHERE`
  const [row] = await reveal(db).$queryRaw<{ count: number }[]>`
    WITH due AS MATERIALIZED (
      SELECT t.ctid FROM ${name} t WHERE t.organisation_id = ${organisationId}::uuid AND ${isDue(before, organisationId)} ORDER BY ${by} LIMIT ${most} FOR UPDATE OF t SKIP LOCKED),
    gone AS (${change} t.organisation_id = ${organisationId}::uuid AND t.ctid = due.ctid RETURNING 1),
    counted AS (SELECT count(*)::int AS count FROM gone),
    noted AS (
      INSERT INTO retention_removals (organisation_id, night, kind, removed)
      SELECT ${organisationId}::uuid, ${night}::date, ${kind}, count FROM counted WHERE count > 0 AND NOT ${isSilent ?? false}
      ON CONFLICT (organisation_id, night, kind) DO UPDATE SET removed = retention_removals.removed + EXCLUDED.removed)
    SELECT count FROM counted`
  return row?.count ?? 0
}

/** How many of a kind are due, counted up to `most`, in the order of the index that finds them: where few are, the planner would else read the table. */
export async function countDue(db: Db, organisationId: string, kind: Exclude<Kind, 'goneDays'>, before: Date, most: number): Promise<number> {
  const counts = steps[kind]
    .filter(({ isSilent }) => !isSilent)
    .map(
      ({ table, order, isDue }) =>
        Prisma.sql`(SELECT count(*) FROM (SELECT FROM ${Prisma.raw(table)} t WHERE t.organisation_id = ${organisationId}::uuid AND ${isDue(before, organisationId)} ORDER BY ${Prisma.raw(`t.${order}`)} LIMIT ${most}) found)`,
    )
  const [row] = await reveal(db).$queryRaw<{ count: number }[]>`SELECT (${Prisma.join(counts, ' + ')})::int AS count`
  return Math.min(row?.count ?? 0, most)
}

/** People whom the system outside removed, who have no role of staff and nothing open at the desk. */
const isGone = (organisationId: string, before: Date) => Prisma.sql`p.organisation_id = ${organisationId}::uuid AND p.gone_at < ${before}
  AND NOT EXISTS (SELECT FROM cases c WHERE c.organisation_id = p.organisation_id AND c.person_id = p.person_id AND c.state = 'open')
  AND NOT EXISTS (SELECT FROM role_grants r WHERE r.organisation_id = p.organisation_id AND r.person_id = p.person_id AND r.role <> 'member')`

export async function listGone(db: Db, organisationId: string, before: Date, after: string, most: number): Promise<string[]> {
  const rows = await reveal(db).$queryRaw<{ personId: string }[]>`
    SELECT p.person_id AS "personId" FROM provisioned_people p WHERE ${isGone(organisationId, before)} AND p.person_id > ${after}::uuid
    ORDER BY p.person_id LIMIT ${most}`
  return rows.map(({ personId }) => personId)
}

/** The same of one person, whom the transaction holds. */
export async function isStillGone(db: Db, organisationId: string, personId: string, before: Date): Promise<boolean> {
  const rows = await reveal(db).$queryRaw<unknown[]>`
    SELECT 1 FROM provisioned_people p WHERE ${isGone(organisationId, before)} AND p.person_id = ${personId}::uuid FOR UPDATE`
  return rows.length > 0
}

export async function noteRemoval(db: Db, organisationId: string, night: string, kind: Kind, removed: number): Promise<void> {
  await reveal(db).$executeRaw`
    INSERT INTO retention_removals (organisation_id, night, kind, removed) VALUES (${organisationId}::uuid, ${night}::date, ${kind}, ${removed})
    ON CONFLICT (organisation_id, night, kind) DO UPDATE SET removed = retention_removals.removed + EXCLUDED.removed`
}

/** Begun again, after a crash or by another server, a night keeps its start. False when it is over. */
export async function beginNight(db: Db, organisationId: string, night: string, now: Date): Promise<boolean> {
  const [row] = await reveal(db).$queryRaw<{ isOpen: boolean }[]>`
    INSERT INTO retention_nights AS n (organisation_id, night, started_at) VALUES (${organisationId}::uuid, ${night}::date, ${now})
    ON CONFLICT (organisation_id, night) DO UPDATE SET started_at = n.started_at RETURNING n.ended_at IS NULL AS "isOpen"`
  return row?.isOpen ?? false
}

/** True for whoever ends it first. */
export async function endNight(db: Db, organisationId: string, night: string, now: Date): Promise<boolean> {
  const { count } = await reveal(db).retentionNight.updateMany({ where: { organisationId, night: new Date(night), endedAt: null }, data: { endedAt: now } })
  return count === 1
}

export async function removeNights(db: Db, organisationId: string, before: string): Promise<void> {
  await reveal(db).retentionNight.deleteMany({ where: { organisationId, night: { lt: new Date(before) } } })
}

export function latestNight(db: Db, organisationId: string) {
  return reveal(db).retentionNight.findFirst({
    where: { organisationId },
    orderBy: { night: 'desc' },
    select: { night: true, startedAt: true, endedAt: true, removals: { select: { kind: true, removed: true } } },
  })
}

export async function removalsOf(db: Db, organisationId: string, night: string): Promise<{ kind: string; removed: number }[]> {
  return reveal(db).retentionRemoval.findMany({ where: { organisationId, night: new Date(night) }, select: { kind: true, removed: true } })
}

import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'
import type { CountKind, Day } from './rules'

/** Only one counts an organisation at a time; false for whoever comes meanwhile. Held until the transaction ends. */
export async function lockCounting(db: Db, organisationId: string): Promise<boolean> {
  const [tried] = await reveal(db).$queryRaw<{ isOurs: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`daily-count ${organisationId}`}, 0)) AS "isOurs"`
  return tried?.isOurs ?? false
}

type Mark = { countedTo: Day; peopleCountedAt: Date }

export async function findMark(db: Db, organisationId: string): Promise<Mark | null> {
  const [mark] = await reveal(db).$queryRaw<Mark[]>`
    SELECT counted_to::text AS "countedTo", people_counted_at AS "peopleCountedAt" FROM daily_count_marks WHERE organisation_id = ${organisationId}::uuid`
  return mark ?? null
}

export async function saveMark(db: Db, organisationId: string, { countedTo, peopleCountedAt }: Mark): Promise<void> {
  await reveal(db).$executeRaw`
    INSERT INTO daily_count_marks (organisation_id, counted_to, people_counted_at) VALUES (${organisationId}::uuid, ${countedTo}::date, ${peopleCountedAt})
    ON CONFLICT (organisation_id) DO UPDATE SET counted_to = EXCLUDED.counted_to, people_counted_at = EXCLUDED.people_counted_at`
}

export async function findFirstEvent(db: Db, organisationId: string): Promise<Date | null> {
  const first = await reveal(db).auditEvent.findFirst({ where: { organisationId }, orderBy: { at: 'asc' }, select: { at: true } })
  return first?.at ?? null
}

const acts: Partial<Record<CountKind, Prisma.Sql>> = {
  'sign-in': Prisma.sql`act = 'sign-in.succeeded'`,
  'sign-in-refused': Prisma.sql`act = 'sign-in.refused'`,
  'second-factor': Prisma.sql`act = 'sign-in.succeeded' AND details -> 'factors' @> '["password"]' AND jsonb_array_length(details -> 'factors') > 1`,
  'code-refused': Prisma.sql`act = 'sign-in.code-refused'`,
  reset: Prisma.sql`act = 'password.recovered' AND outcome = 'success'`,
  // A stranger's name is locked too, and is nobody.
  lock: Prisma.sql`act = 'account.locked' AND details ->> 'isKnown' IS DISTINCT FROM 'false'`,
  'first-sent': Prisma.sql`act = 'first-password.sent' AND outcome = 'success'`,
  'first-opened': Prisma.sql`act = 'first-password.typed' AND outcome = 'success'`,
  'first-used': Prisma.sql`act = 'first-password.used' AND outcome = 'success'`,
}

type Days = { from: Day; to: Day; timeZone: string }

/** Counts whole days anew in place of what was counted of them: done twice it is the same. */
export async function countDays(db: Db, organisationId: string, { from, to, timeZone }: Days): Promise<void> {
  const kinds = Object.entries(acts) as [CountKind, Prisma.Sql][]
  const begins = Prisma.sql`(${from}::date::timestamp AT TIME ZONE ${timeZone})`
  const ends = Prisma.sql`((${to}::date + 1)::timestamp AT TIME ZONE ${timeZone})`
  const counted = [...kinds.map(([kind]) => kind), 'undelivered']
  const perKind = kinds.map(([kind, is]) => Prisma.sql`SELECT day, ${kind}::text AS kind, count(*) FILTER (WHERE ${is}) AS count FROM happened GROUP BY day`)
  await reveal(db).$executeRaw`
    DELETE FROM daily_counts WHERE organisation_id = ${organisationId}::uuid AND day BETWEEN ${from}::date AND ${to}::date AND kind = ANY(${counted})`
  await reveal(db).$executeRaw`
    WITH happened AS (
      SELECT (at AT TIME ZONE ${timeZone})::date AS day, act, outcome, details FROM audit_events
      WHERE organisation_id = ${organisationId}::uuid AND at >= ${begins} AND at < ${ends}
        AND act IN ('sign-in.succeeded', 'sign-in.refused', 'sign-in.code-refused', 'password.recovered', 'account.locked',
          'first-password.sent', 'first-password.typed', 'first-password.used')),
    undelivered AS (
      SELECT (created_at AT TIME ZONE ${timeZone})::date AS day, count(*) AS count FROM messages
      WHERE organisation_id = ${organisationId}::uuid AND channel IN ('sms', 'email', 'letter') AND created_at >= ${begins} AND created_at < ${ends}
        AND (state IN ('refused', 'unknown') OR (state = 'given-up' AND failure IS DISTINCT FROM 'replaced')) GROUP BY 1)
    INSERT INTO daily_counts (organisation_id, day, kind, count)
    SELECT ${organisationId}::uuid, day, kind, count FROM (
      ${Prisma.join(perKind, ' UNION ALL ')} UNION ALL SELECT day, 'undelivered', count FROM undelivered
    ) counted WHERE count > 0`
}

/**
 * How the members stand on a day. `proofs` are the ways back in that the settings ask for, one after the other: who has
 * no validated contact for one of them could not recover.
 */
export async function countPeople(db: Db, organisationId: string, day: Day, proofs: readonly (readonly ('sms' | 'email')[])[]): Promise<void> {
  const has = {
    sms: Prisma.sql`(mobile IS NOT NULL AND mobile_validated_at IS NOT NULL)`,
    email: Prisma.sql`(email IS NOT NULL AND email_validated_at IS NOT NULL)`,
  }
  const proofsHeld = proofs.map(
    (ways) =>
      Prisma.sql`(${Prisma.join(
        ways.map((way) => has[way]),
        ' OR ',
      )})`,
  )
  await reveal(db).$executeRaw`
    WITH stands AS (
      SELECT count(*) AS members, count(*) FILTER (WHERE NOT (${Prisma.join(proofsHeld, ' AND ')})) AS stranded,
        count(*) FILTER (WHERE mobile IS NULL AND email IS NULL) AS contactless,
        count(*) FILTER (WHERE (mobile IS NOT NULL OR email IS NOT NULL) AND NOT ${has.sms} AND NOT ${has.email}) AS unvalidated
      FROM persons WHERE organisation_id = ${organisationId}::uuid AND status = 'active')
    INSERT INTO daily_counts (organisation_id, day, kind, count)
    SELECT ${organisationId}::uuid, ${day}::date, kind, count FROM stands, LATERAL (
      VALUES ('members', members), ('stranded', stranded), ('contactless', contactless), ('unvalidated', unvalidated)) each (kind, count)
    ON CONFLICT (organisation_id, day, kind) DO UPDATE SET count = EXCLUDED.count`
}

export function listCounts(db: Db, organisationId: string, from: Day): Promise<{ day: Day; kind: CountKind; count: number }[]> {
  return reveal(db).$queryRaw<{ day: Day; kind: CountKind; count: number }[]>`
    SELECT day::text AS day, kind, count FROM daily_counts WHERE organisation_id = ${organisationId}::uuid AND day >= ${from}::date ORDER BY day`
}

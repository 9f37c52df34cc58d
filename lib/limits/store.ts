import type { Db, Piece } from '@/lib/core/db'
import { asPiece, Prisma, reveal } from '@/lib/core/prisma'

/** Counts in one statement, so that many servers agree; a window that has ended begins anew. */
export async function addToCounter(db: Db, key: string, by: number, now: Date, windowEndsAt: Date): Promise<{ count: number; endsAt: Date }> {
  const [row] = await reveal(db).$queryRaw<{ count: number; endsAt: Date }[]>`
    INSERT INTO limit_counters AS c (key, window_started_at, window_ends_at, count) VALUES (${key}, ${now}, ${windowEndsAt}, ${by})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN c.window_ends_at <= ${now} THEN ${by} ELSE c.count + ${by} END,
      window_started_at = CASE WHEN c.window_ends_at <= ${now} THEN ${now} ELSE c.window_started_at END,
      window_ends_at = CASE WHEN c.window_ends_at <= ${now} THEN ${windowEndsAt} ELSE c.window_ends_at END
    RETURNING count, window_ends_at AS "endsAt"`
  if (!row) throw new Error('a counter gave no count')
  return row
}

export async function readCounter(db: Db, key: string, now: Date): Promise<number> {
  const row = await reveal(db).limitCounter.findUnique({ where: { key }, select: { count: true, windowEndsAt: true } })
  return row && row.windowEndsAt > now ? row.count : 0
}

export const isUsedUpPiece = (key: string, max: number, now: Date): Piece =>
  asPiece(Prisma.sql`EXISTS (SELECT FROM limit_counters WHERE key = ${key} AND window_ends_at > ${now} AND count >= ${max})`)

export async function removeEndedCounters(db: Db, now: Date): Promise<number> {
  return (await reveal(db).limitCounter.deleteMany({ where: { windowEndsAt: { lt: now } } })).count
}

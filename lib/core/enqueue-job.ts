import type { Deps, Piece } from './db'
import { asPiece, Prisma, reveal } from './prisma'

type When = {
  /** the queue holds one job of this name at a time: a second call moves it */
  key?: string
  afterMs?: number
  /** jobs of one queue are done one after the other, by whichever worker */
  queue?: string
}

/** Leaves work for the worker, in the transaction of `deps`: it is done if and only if the change that it follows is kept. */
export async function enqueueJob({ db }: Deps, name: string, payload: Record<string, string>, { key, afterMs = 0, queue }: When = {}): Promise<void> {
  await reveal(db).$executeRaw`
    SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, run_at => now() + ${afterMs}::bigint * interval '1 millisecond', job_key => ${key ?? null}::text, queue_name => ${queue ?? null}::text)`
}

/** The same work, to be left by another's statement: a call that the statement makes where its condition holds. */
export const jobAlong = (name: string, payload: Record<string, string>): Piece =>
  asPiece(Prisma.sql`graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json)`)

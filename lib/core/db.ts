import { setTimeout as pause } from 'node:timers/promises'
import { metrics } from './metrics'
import { client, close, isConflict, reveal, type Transaction } from './prisma'

declare const brand: unique symbol
/** The database, closed: only a `store.ts` can look inside, through `core/prisma`. */
export type Db = { readonly [brand]: 'database' }

declare const piece: unique symbol
/** A piece of a statement that one area's store hands to another's, so that both cost one message to the database. Closed like `Db`. */
export type Piece = { readonly [piece]: 'piece' }

/** What every use case is given. `now` is the clock, so that tests can hold it. `whole` is there inside a transaction: the database around it. */
export type Deps = { db: Db; now: () => Date; whole?: Db }

/** The database at `url`; `poolSize` is the number of connections that this process may hold. */
export function openDb(url: string, poolSize = 20): Db {
  return client(url, poolSize) as unknown as Db
}

export const closeDb = (db: Db): Promise<void> => close(db)

/** So often is a transaction tried that PostgreSQL ends for another's sake. */
const tries = 5

/** So many milliseconds at most pass before a transaction is tried the second time, and as many more before each next one. */
const longestPause = 50

/** Whether this is inside a transaction. Prisma would begin another inside it, with two messages more and a retry that can't help. */
export const isWithin = ({ whole }: Deps): boolean => whole !== undefined

/**
 * Everything that `work` writes becomes true together or not at all. Of two transactions that wait for each other
 * PostgreSQL ends one: that one is done again from the start, so `work` writes nothing anywhere else. It waits a little
 * first: at once, it could take back the row that the other was just let through to, and both would wait as before.
 */
export async function inTransaction<Value>(deps: Deps, work: (deps: Deps) => Promise<Value>): Promise<Value> {
  if (isWithin(deps)) return work(deps) // the one around is taken back, or done again, as a whole
  const whole = reveal(deps.db)
  for (let left = tries - 1; ; left--)
    try {
      return await whole.$transaction((transaction: Transaction) => work({ ...deps, db: transaction as unknown as Db, whole: deps.db }), {
        maxWait: 10_000,
        timeout: 30_000,
      })
    } catch (error) {
      if (left === 0 || !isConflict(error)) throw error
      metrics().conflicts.inc()
      await pause(Math.random() * longestPause * (tries - left))
    }
}

/** What is written with these stays, though the transaction around is taken back: counts and words of what was refused. */
export const outside = ({ db, now, whole }: Deps): Deps => ({ db: whole ?? db, now })

import { type Deps, openDb } from '@/lib/core/db'
import { environment } from '@/lib/core/env'

// Next.js bundles this module several times; the pool of connections is one all the same.
const kept = globalThis as typeof globalThis & { portenDeps?: Deps }

/** The database and the clock of pages, actions and route handlers. */
export function deps(): Deps {
  kept.portenDeps ??= { db: openDb(environment().DATABASE_URL, 20), now: () => new Date() }
  return kept.portenDeps
}

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { closeDb, type Deps, openDb } from '@/lib/core/db'
import { asAdministrator } from './database-server'

/** A clock that a test holds and moves. */
export type TestClock = { at: Date; forward: (milliseconds: number) => void }

/**
 * For the top of a test file: an empty migrated database of its own, as `deps`, with a clock that stands still
 * at 2026-11-23 12:00 UTC until it is moved. `url` is the database's address.
 */
export function testDatabase() {
  const name = `test_${randomBytes(6).toString('hex')}`
  const clock: TestClock = {
    at: new Date('2026-11-23T12:00:00Z'),
    forward(milliseconds) {
      clock.at = new Date(clock.at.getTime() + milliseconds)
    },
  }
  const test = { deps: undefined as unknown as Deps, url: '', clock }
  beforeAll(async () => {
    await asAdministrator(`CREATE DATABASE ${name} TEMPLATE porten`)
    test.url = String(process.env.TEST_DATABASE_ADMIN_URL).replace(/\/postgres$/, `/${name}`)
    test.deps = { db: openDb(test.url, 10), now: () => clock.at }
  })
  afterAll(async () => {
    await closeDb(test.deps.db)
    await asAdministrator(`DROP DATABASE ${name} WITH (FORCE)`)
  })
  return test
}

import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '@/lib/core/embedded-postgres'
import { migrateDatabase } from '@/scripts/migrate'

/** Starts one PostgreSQL for a test run and leaves a migrated database in it, of which each test file takes a copy. */
export default async function setup() {
  const folder = join('.data', `test-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const server = await startEmbeddedPostgres(folder, { isDurable: false })
  const admin = server.url.replace(/\/porten$/, '/postgres')
  await migrateDatabase(server.url)
  process.env.TEST_DATABASE_ADMIN_URL = admin
  process.env.DATABASE_URL = server.url
  process.env.AUTH_SECRET = 'a secret of the tests, which nobody else has'
  process.env.LOG_LEVEL = 'silent'
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs one statement as the database's administrator. */
export async function asAdministrator(statement: string) {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_ADMIN_URL })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

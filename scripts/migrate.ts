import { readdirSync } from 'node:fs'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { prisma } from './prisma'

/** Brings the database at `url` to the present schema, making it first when it is not there. Quick when nothing is to do. */
export async function migrateDatabase(url: string): Promise<void> {
  await makeDatabase(url)
  if (!(await isPresent(url))) {
    prisma(['migrate', 'deploy'], { url, isQuiet: true })
    if (!(await isPresent(url))) throw new Error('The database could not be migrated.')
  }
  await runMigrations({ connectionString: url, maxPoolSize: 2 })
}

async function makeDatabase(url: string) {
  const name = new URL(url).pathname.slice(1)
  const reached = await query(url, 'SELECT 1').then(
    () => true,
    (error) => error.code !== '3D000' && Promise.reject(error),
  )
  if (!reached) await query(Object.assign(new URL(url), { pathname: '/postgres' }).href, `CREATE DATABASE ${pg.escapeIdentifier(name)}`)
}

async function isPresent(url: string) {
  const folders = readdirSync(new URL('../prisma/migrations', import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const rows = await query(url, 'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL').catch(() => [])
  const done = new Set(rows.map((row) => row.migration_name))
  return folders.every((folder) => done.has(folder.name))
}

async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
    .query(statement)
    .then((result) => result.rows)
    .finally(() => client.end())
}

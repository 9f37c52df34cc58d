import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { closeDb, type Deps, openDb } from '@/lib/core/db'
import { findEmbeddedPostgres } from '@/lib/core/embedded-postgres'
import { type CommandVariable, checkCommandEnvironment, isGiven } from '@/lib/core/env'
import { findOrganisation } from '@/lib/organisations/find-organisation'
import type { Organisation } from '@/lib/organisations/schema'
import { findPersonByIdentifier } from '@/lib/people/find-person'
import type { Person } from '@/lib/people/rules'
import { Refusal } from './say'

export type Session = { deps: Deps; databaseUrl: string }

const dataFolder = fileURLToPath(new URL('../../.data', import.meta.url))

/** What a command looks at beside the database when it writes to people. */
export const toWrite: CommandVariable[] = ['AUTH_SECRET', 'BASE_URL', 'PORTEN_DEMO', 'PRIVATE_NETWORKS_ALLOWED']

/** The same when it asks how an account stands, which may be a directory's to say: with the password that AUTH_SECRET seals, where there is one. */
export const toAsk = (): CommandVariable[] => ['PRIVATE_NETWORKS_ALLOWED', ...(isGiven('AUTH_SECRET') ? (['AUTH_SECRET'] as const) : [])]

/** Opens the database for one command: the one of DATABASE_URL, or the running demo's. `needs` are the variables that it looks at beside. */
export async function withDatabase(work: (session: Session) => Promise<void>, needs: CommandVariable[] = []): Promise<void> {
  const databaseUrl = await findDatabase(needs)
  await checkDatabase(databaseUrl)
  const deps: Deps = { db: openDb(databaseUrl, 4), now: () => new Date() }
  try {
    await work({ deps, databaseUrl })
  } finally {
    await closeDb(deps.db).catch(() => {})
  }
}

async function findDatabase(needs: CommandVariable[]): Promise<string> {
  const names: CommandVariable[] = ['DATABASE_URL', ...needs]
  if (isGiven('DATABASE_URL')) return checkCommandEnvironment(names, {}).DATABASE_URL
  const demo = await findEmbeddedPostgres(dataFolder)
  if (!demo) throw new Refusal('DATABASE_URL is not set, and no demo runs in this folder: set it, or start the demo with `npm run demo`.')
  return checkCommandEnvironment(names, { DATABASE_URL: demo, ...kept('AUTH_SECRET', 'auth.secret'), ...kept('BASE_URL', 'base.url'), PORTEN_DEMO: '1' })
    .DATABASE_URL
}

/** What the demo keeps in a file. */
function kept(name: CommandVariable, fileName: string) {
  const file = join(dataFolder, fileName)
  return existsSync(file) ? { [name]: readFileSync(file, 'utf8').trim() } : {}
}

/** Tells a database that is away, closed or empty before a command begins. */
async function checkDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(
      "SELECT to_regclass('public.organisations') IS NOT NULL AND to_regclass('public._prisma_migrations') IS NOT NULL AS \"isPortens\"",
    )
    if (!rows[0].isPortens) throw new Refusal('This database holds no Porten: migrate it first, by starting the server once.')
  } finally {
    await client.end().catch(() => {})
  }
}

export async function organisationOf({ deps }: Session, slug: string): Promise<Organisation> {
  const organisation = await findOrganisation(deps, slug)
  if (!organisation) throw new Refusal(`There is no organisation "${slug}".`)
  return organisation
}

export async function personOf({ deps }: Session, organisation: Organisation, id: string): Promise<Person> {
  const person = await findPersonByIdentifier(deps, organisation.id, id)
  if (!person) throw new Refusal(`Nobody of ${organisation.slug} has the member number, user name or e-mail address "${id}".`)
  return person
}

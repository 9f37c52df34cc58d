import { mkdirSync } from 'node:fs'
import { hash } from '@node-rs/argon2'
import pg from 'pg'
import { closeDb, openDb } from '@/lib/core/db'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/core/embedded-postgres'
import { applyOrganisation } from '@/lib/organisations/apply-organisation'
import type { OrganisationSettingsInput } from '@/lib/organisations/schema'
import { migrateDatabase } from '../scripts/migrate'

export const folder = '.data/bench'
export const password = 'Kvastfot73Zz-lavendel'

/** A durable PostgreSQL of the benchmarks' own. */
export function startDatabase(): Promise<EmbeddedPostgres> {
  mkdirSync(folder, { recursive: true })
  return startEmbeddedPostgres(folder)
}

export const databaseUrl = (server: EmbeddedPostgres, name: string) => server.url.replace(/\/porten$/, `/${name}`)

/** An empty database of that name, migrated; whatever was there is gone. */
export async function freshDatabase(server: EmbeddedPostgres, name: string): Promise<string> {
  await ask(server.url.replace(/\/porten$/, '/postgres'), `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  const url = databaseUrl(server, name)
  await migrateDatabase(url)
  return url
}

export async function makeOrganisation(url: string, slug: string, settings: OrganisationSettingsInput): Promise<void> {
  const deps = { db: openDb(url, 1), now: () => new Date() }
  const applied = await applyOrganisation(deps, { slug, settings: { ...settings, hosts: [] } }).finally(() => closeDb(deps.db))
  if (!applied.ok) throw new Error(applied.failure.join('\n'))
}

/** E-mail address of person number `index`: one of the names that each of them may sign in with. */
export const nameOf = (index: number) => `p${index}@example.org`

/** An id as SQL in a UUID's form, known without asking; `name` is an expression of a text. */
export const knownId = (name: string) => `(overlay(overlay(md5(${name}) placing '7' from 13) placing '8' from 17)::uuid)`

/** The id of a person. */
export const idOf = (slug: string, index: string) => knownId(`'person ${slug} ' || ${index}`)

/**
 * Fills a register with people who all have one password (and one hash: what a check costs does not depend on the salt).
 * Straight into the tables: how people come there is measured by `import`.
 */
export async function fillRegister(url: string, slug: string, people: number): Promise<void> {
  const stored = await hash(password, { memoryCost: 47_104, timeCost: 1, parallelism: 1 })
  const id = idOf(slug, 'n')
  const series = `FROM organisations o, generate_series(0, ${people - 1}) n WHERE o.slug = '${slug}'`
  await ask(
    url,
    `SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '256MB';
     INSERT INTO persons (id, organisation_id, member_number, username, email, given_name, family_name, first_signed_in_at)
       SELECT ${id}, o.id, (10000000 + n)::text, 'p' || n, 'p' || n || '@example.org', 'Åsa', 'Almgren' || n, now() ${series};
     INSERT INTO identifiers (organisation_id, value, person_id) SELECT o.id, 'p' || n || '@example.org', ${id} ${series};
     INSERT INTO identifiers (organisation_id, value, person_id) SELECT o.id, 'p' || n, ${id} ${series};
     INSERT INTO identifiers (organisation_id, value, person_id) SELECT o.id, (10000000 + n)::text, ${id} ${series};
     INSERT INTO passwords (organisation_id, person_id, hash, set_at, set_by) SELECT o.id, ${id}, '${stored}', now(), 'person' ${series};`,
  )
  await ask(url, 'VACUUM ANALYZE')
  await ask(url, 'CHECKPOINT')
}

export async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

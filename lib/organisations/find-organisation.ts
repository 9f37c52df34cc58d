import type { Db, Deps } from '@/lib/core/db'
import { type Organisation, organisationSettings } from './schema'
import { listAll } from './store'

/** Settings that another server saved are seen here after at most this long; milliseconds. */
const freshFor = 2_000

type Known = { readAt: number; all: Map<string, Organisation>; hosts: Map<string, string> }
const known = new WeakMap<Db, Known>()
const reading = new WeakMap<Db, Promise<Known>>()

/** The organisation of a slug. */
export async function findOrganisation(deps: Deps, slug: string): Promise<Organisation | null> {
  return (await all(deps)).all.get(slug) ?? null
}

/** The slug that answers at a host name of its own. */
export async function findSlugOfHost(deps: Deps, host: string): Promise<string | null> {
  return (await all(deps)).hosts.get(host.toLowerCase()) ?? null
}

export async function listOrganisations(deps: Deps): Promise<Organisation[]> {
  return [...(await all(deps)).all.values()]
}

/** Forgets what was read, after a change made by this process. */
export function forgetOrganisations(deps: Deps): void {
  known.delete(deps.db)
}

async function all(deps: Deps): Promise<Known> {
  const kept = known.get(deps.db)
  if (kept && deps.now().getTime() - kept.readAt < freshFor) return kept
  // One reader for all that ask meanwhile; a stale answer is better than a page that waits.
  let reader = reading.get(deps.db)
  if (!reader) {
    reader = read(deps).finally(() => reading.delete(deps.db))
    reading.set(deps.db, reader)
  }
  return reader
}

async function read(deps: Deps): Promise<Known> {
  const found: Known = { readAt: deps.now().getTime(), all: new Map(), hosts: new Map() }
  const former = known.get(deps.db)
  for (const { settings, ...row } of await listAll(deps.db)) {
    const same = former?.all.get(row.slug)
    // Rows written by an older version are read with this version's defaults.
    const organisation = same?.version === row.version && same.id === row.id ? same : { ...row, settings: organisationSettings.parse(settings) }
    found.all.set(row.slug, organisation)
    for (const host of organisation.settings.hosts) found.hosts.set(host, row.slug)
  }
  known.set(deps.db, found)
  return found
}

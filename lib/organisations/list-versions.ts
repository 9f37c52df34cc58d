import type { Deps } from '@/lib/core/db'
import { listVersions as list } from './store'

const onOnePage = 20

/** Versions below `before`, newest first, a page of them; `next` begins the page that follows. */
export async function listVersions(deps: Deps, organisationId: string, before: number | null) {
  const found = await list(deps.db, organisationId, before, onOnePage + 1)
  const versions = found.slice(0, onOnePage)
  return { versions, next: found.length > onOnePage ? (versions.at(-1)?.number ?? null) : null }
}

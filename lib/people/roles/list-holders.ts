import type { Deps } from '@/lib/core/db'
import { type HolderPlace, writePlace } from './rules'
import { listHolders as list } from './store'

const pageLength = 50

/** A page of who has which role of staff, and where the next one begins. */
export async function listHolders(deps: Deps, organisationId: string, { role, place }: { role: string | null; place: HolderPlace | null }) {
  const found = await list(deps.db, organisationId, role, place, pageLength + 1)
  const holders = found.slice(0, pageLength)
  const last = holders.at(-1)
  return { holders, next: found.length > pageLength && last ? writePlace(last) : null }
}

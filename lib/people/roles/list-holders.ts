import type { Deps } from '@/lib/core/db'
import { type Right, rolesWith } from '@/lib/permissions/rules'
import { type HolderPlace, writePlace } from './rules'
import { countWithRoles, listHolders as list } from './store'

const pageLength = 50

/** A page of who has which role of staff, and where the next one begins. */
export async function listHolders(deps: Deps, organisationId: string, { role, place }: { role: string | null; place: HolderPlace | null }) {
  const found = await list(deps.db, organisationId, role, place, pageLength + 1)
  const holders = found.slice(0, pageLength)
  const last = holders.at(-1)
  return { holders, next: found.length > pageLength && last ? writePlace(last) : null }
}

/** How many people whose account is open have a right of the whole organisation. */
export const countHolders = (deps: Deps, organisationId: string, right: Right): Promise<number> => countWithRoles(deps.db, organisationId, rolesWith(right))

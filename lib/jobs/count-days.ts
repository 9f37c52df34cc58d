import type { Deps } from '@/lib/core/db'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { countDays as count } from '@/lib/statistics/count-days'

/** The overview's numbers of every organisation, by the clock. */
export async function countDays(deps: Deps): Promise<void> {
  for (const organisation of await listOrganisations(deps)) await count(deps, organisation)
}

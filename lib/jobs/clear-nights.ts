import type { Deps } from '@/lib/core/db'
import type { Environment } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { clearNight } from '@/lib/flows/retention/clear-night'
import { listOrganisations } from '@/lib/organisations/find-organisation'

/** Every organisation's night. One that fails leaves the others theirs, and is tried again an hour later. */
export async function clearNights(deps: Deps, { PORTEN_DEMO }: Pick<Environment, 'PORTEN_DEMO'>): Promise<void> {
  for (const organisation of await listOrganisations(deps))
    await clearNight(deps, organisation, { isContentKept: PORTEN_DEMO }).catch((error) =>
      log().error({ reason: String(error), organisation: organisation.slug }, 'what is kept no longer could not be removed; it is tried again in an hour'),
    )
}

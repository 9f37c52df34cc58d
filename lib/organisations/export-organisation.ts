import type { Deps } from '@/lib/core/db'
import { findOrganisation } from './find-organisation'

/** What `applyOrganisation` takes, as it stands now. */
export async function exportOrganisation(deps: Deps, slug: string) {
  const organisation = await findOrganisation(deps, slug)
  return organisation && { slug, settings: organisation.settings }
}

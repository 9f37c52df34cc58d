import type { Deps } from '@/lib/core/db'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { findVersion } from '@/lib/organisations/find-version'
import { deleteAllHashes } from './store'

const day = 24 * 60 * 60_000

/** Where passwords live in a directory, and the settings have been so for a day, the database keeps no hash to check one by. */
export async function forgetHashesOfDirectories(deps: Deps): Promise<void> {
  for (const { id, version, settings } of await listOrganisations(deps)) {
    if (settings.directory.kind === 'none') continue
    const inForce = await findVersion(deps, id, version)
    if (inForce && deps.now().getTime() - inForce.at.getTime() >= day) await deleteAllHashes(deps.db, id)
  }
}

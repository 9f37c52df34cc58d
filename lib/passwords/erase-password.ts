import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { eraseHash, findPassword, insertFormerHash } from './store'

/** Nobody knows a password of this person any more; it stays in the history, so that it cannot come back. Call it in a transaction. */
export async function erasePassword(deps: Deps, organisation: Pick<Organisation, 'id' | 'settings'>, personId: string): Promise<void> {
  const present = await findPassword(deps.db, organisation.id, personId)
  if (!present?.hash) return
  if (organisation.settings.passwords.history > 0) await insertFormerHash(deps.db, organisation.id, personId, present.hash, deps.now())
  await eraseHash(deps.db, organisation.id, personId)
}

import type { Deps } from '@/lib/core/db'
import { readSecret, whyNoSecret } from '@/lib/organisations/secrets/keep-secret'
import type { SecretPlace } from '@/lib/organisations/secrets/schema'
import { DirectoryTrouble, type Of } from './schema'

/** The password of the portal's account there goes to these servers as this account. */
export const placeOfSecret = ({ id, settings: { directory } }: Of): SecretPlace => ({
  organisationId: id,
  kind: 'directory',
  goesTo: [directory.bindName, [...directory.servers].sort()],
})

/** Throws a trouble where none is kept for these servers. */
export async function ownSecret(deps: Deps, of: Of): Promise<string> {
  const kept = await readSecret(deps, placeOfSecret(of))
  if (!kept.ok) throw new DirectoryTrouble('noSecret', whyNoSecret[kept.failure])
  return kept.value
}

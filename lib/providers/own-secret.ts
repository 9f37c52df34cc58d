import type { Deps } from '@/lib/core/db'
import { readSecret, whyNoSecret } from '@/lib/organisations/secrets/keep-secret'
import type { SecretPlace } from '@/lib/organisations/secrets/schema'
import { type Of, ProviderTrouble } from './schema'

/** The secret goes to this issuer for this client id. */
export const placeOfSecret = ({ id, settings: { provider } }: Of): SecretPlace => ({
  organisationId: id,
  kind: 'provider',
  goesTo: [provider.issuer, provider.clientId],
})

/** Throws a trouble where none is kept for this issuer and client id. */
export async function ownSecret(deps: Deps, of: Of): Promise<string> {
  const kept = await readSecret(deps, placeOfSecret(of))
  if (!kept.ok) throw new ProviderTrouble('noSecret', whyNoSecret[kept.failure])
  return kept.value
}

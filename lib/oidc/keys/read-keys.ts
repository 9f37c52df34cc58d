import type { Deps } from '@/lib/core/db'
import { unseal } from '@/lib/core/seal'
import { sortKeys } from '../rules'
import { listKeys } from '../store'
import { placeOfKey } from './make-key'

/** The organisation's published keys with their private halves, the one that signs first. None where no system is registered. */
export async function readKeys(deps: Deps, organisationId: string) {
  const { published } = sortKeys(await listKeys(deps.db, organisationId), deps.now())
  return {
    version: published.map(({ id }) => id).join(' '),
    jwks: () => ({
      keys: published.map(({ id, sealed }) => ({ ...JSON.parse(unseal('openid', sealed, placeOfKey(organisationId, id))), kid: id, use: 'sig', alg: 'RS256' })),
    }),
  }
}

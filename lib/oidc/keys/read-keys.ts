import type { Deps } from '@/lib/core/db'
import { sortKeys } from '../rules'
import { openKeys } from './open-keys'
import { renewKeys } from './renew-keys'

/** The organisation's published keys with their private halves, the one that signs first. None where no system is registered. */
export async function readKeys(deps: Deps, organisationId: string) {
  let keys = await openKeys(deps, organisationId)
  if (keys.readable.length === 0 && keys.lost.length > 0) {
    await renewKeys(deps, organisationId, keys.lost)
    keys = await openKeys(deps, organisationId)
  }
  const { published } = sortKeys(keys.readable, deps.now())
  return {
    version: published.map(({ id }) => id).join(' '),
    jwks: () => ({ keys: published.map(({ id, jwk }) => ({ ...jwk, kid: id, use: 'sig', alg: 'RS256' })) }),
  }
}

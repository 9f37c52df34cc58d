import type { Deps } from '@/lib/core/db'
import { isSafeAddress } from '@/lib/core/is-safe-address'
import { discover } from './discover'
import type { Of } from './schema'

/** Where somebody ends the provider's own session too; null where it offers none, or does not answer. */
export async function findWayOut(deps: Deps, { settings: { provider } }: Of, backTo: string): Promise<string | null> {
  if (!provider.issuer || !provider.clientId) return null
  const metadata = await discover(deps, provider.issuer).catch(() => null)
  const end = metadata?.end_session_endpoint
  if (!end || !isSafeAddress(end)) return null
  const address = new URL(end)
  address.searchParams.set('client_id', provider.clientId)
  address.searchParams.set('post_logout_redirect_uri', backTo)
  return address.href
}

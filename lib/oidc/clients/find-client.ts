import type { ClientMetadata } from 'oidc-provider'
import type { Deps } from '@/lib/core/db'
import { findLiveClient } from '../store'

/** A system as the library knows it; in place of its secret stands the HMAC that a sent one is compared by. */
export async function findClient(deps: Deps, organisationId: string, id: string): Promise<ClientMetadata | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined
  const client = await findLiveClient(deps.db, organisationId, id)
  if (!client) return undefined
  return {
    client_id: client.id,
    client_name: client.name,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.logoutUris,
    grant_types: client.scopes.includes('offline_access') ? ['authorization_code', 'refresh_token'] : ['authorization_code'],
    response_types: ['code'],
    scope: client.scopes.join(' '),
    ...(client.backchannelUri ? { backchannel_logout_uri: client.backchannelUri, backchannel_logout_session_required: true } : {}),
    ...(client.secretHmac
      ? { client_secret: Buffer.from(client.secretHmac).toString('hex'), token_endpoint_auth_method: 'client_secret_basic' }
      : { token_endpoint_auth_method: 'none' }),
  }
}

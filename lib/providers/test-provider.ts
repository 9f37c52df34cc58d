import type { Deps } from '@/lib/core/db'
import { configure } from './configure'
import { asTrouble, callProvider, discover, forgetDiscovered } from './discover'
import { type Of, ProviderTrouble } from './schema'

export type TestedProvider = { trouble: ProviderTrouble['kind'] | null; detail: string; unknownScopes: string[]; canEnd: boolean }

/**
 * Goes as far as one can without a person: what the provider says of itself, its keys, and whether it knows us, by a code
 * that never was. What it answers to a person who signs in shows only then.
 */
export async function testProvider(deps: Deps, of: Of): Promise<TestedProvider> {
  const { issuer, scopes } = of.settings.provider
  try {
    if (!issuer) throw new ProviderTrouble('noDiscovery')
    forgetDiscovered(issuer)
    const metadata = await discover(deps, issuer)
    await findKeys(String(metadata.jwks_uri))
    const config = await configure(deps, of)
    const { genericGrantRequest, randomPKCECodeVerifier } = await import('openid-client')
    const asked = { code: 'a-code-that-never-was', redirect_uri: new URL(issuer).href, code_verifier: randomPKCECodeVerifier() }
    await genericGrantRequest(config, 'authorization_code', asked).catch((error: { error?: string; code?: string; status?: number }) => {
      const isUnknown = error.error === 'invalid_client' || error.error === 'unauthorized_client' || error.code === 'OAUTH_WWW_AUTHENTICATE_CHALLENGE'
      if (isUnknown) throw new ProviderTrouble('badSecret', error.error)
      if (error.error === undefined) throw asTrouble(error, 'wrong') // what it refuses otherwise is the code
    })
    const known = metadata.scopes_supported
    return {
      trouble: null,
      detail: '',
      unknownScopes: known ? scopes.filter((scope) => !known.includes(scope)) : [],
      canEnd: Boolean(metadata.end_session_endpoint),
    }
  } catch (error) {
    const { kind, detail } = asTrouble(error, 'wrong')
    return { trouble: kind, detail, unknownScopes: [], canEnd: false }
  }
}

/** Whether there is a key that signatures can be checked by. */
async function findKeys(address: string): Promise<void> {
  const answer = await callProvider(address, { method: 'GET', headers: { accept: 'application/json' }, body: undefined, redirect: 'manual' })
  const { keys } = (await answer.json().catch(() => ({}))) as { keys?: { kty?: string; use?: string }[] }
  if (!keys?.some(({ kty, use }) => kty !== 'oct' && (use === undefined || use === 'sig'))) throw new ProviderTrouble('noKeys', address)
}

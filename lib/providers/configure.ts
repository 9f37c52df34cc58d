import type { Configuration } from 'openid-client'
import type { Deps } from '@/lib/core/db'
import { callProvider, discover } from './discover'
import { ownSecret } from './own-secret'
import { type Of, ProviderTrouble } from './schema'

/** So much may the provider's clock differ from ours; seconds. */
const clockSeconds = 30

/**
 * The portal as the provider's client. Made anew for each sign-in: the provider's keys are then asked for when they are
 * needed, and one that turned a moment ago is known.
 */
export async function configure(deps: Deps, of: Of): Promise<Configuration> {
  const { issuer, clientId } = of.settings.provider
  if (!issuer || !clientId) throw new ProviderTrouble('noDiscovery')
  const metadata = await discover(deps, issuer)
  const secret = await ownSecret(deps, of)
  const openid = await import('openid-client')
  const offered = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  if (!offered.includes('client_secret_basic') && !offered.includes('client_secret_post')) throw new ProviderTrouble('noWay', offered.join(', '))
  const proof = offered.includes('client_secret_basic') ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret)
  const config = new openid.Configuration(metadata, clientId, { [openid.clockTolerance]: clockSeconds }, proof)
  config[openid.customFetch] = callProvider
  if (issuer.startsWith('http:')) openid.allowInsecureRequests(config)
  openid.enableNonRepudiationChecks(config) // the ID token's signature is checked though it comes straight from the provider
  return config
}

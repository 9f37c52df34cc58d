import { createHash } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { seal, unseal } from '@/lib/core/seal'
import { type Of, ProviderTrouble } from './schema'
import { findProviderSecret, keepProviderSecret } from './store'

/** It goes to this issuer for this client id and nowhere else: whoever changes either has to know it. */
function placeOf({ id, settings: { provider } }: Of): { target: string; place: string } {
  const target = createHash('sha256')
    .update(JSON.stringify([provider.issuer, provider.clientId]))
    .digest('hex')
  return { target, place: `${id} ${target}` }
}

/** Keeps the secret by which the portal proves itself to the provider; it is never shown again. */
export function keepSecret(deps: Deps, of: Of, secret: string): Promise<void> {
  const { target, place } = placeOf(of)
  return keepProviderSecret(deps.db, of.id, target, seal('provider', secret, place), deps.now())
}

/** Throws a trouble where none was kept for this issuer and client id, or AUTH_SECRET is another now. */
export async function readSecret(deps: Deps, of: Of): Promise<string> {
  const { target, place } = placeOf(of)
  const sealed = await findProviderSecret(deps.db, of.id, target)
  if (!sealed) throw new ProviderTrouble('noSecret')
  try {
    return unseal('provider', sealed, place)
  } catch {
    throw new ProviderTrouble('noSecret', 'AUTH_SECRET was changed: type it anew')
  }
}

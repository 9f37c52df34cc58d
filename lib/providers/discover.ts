import type { CustomFetch, ServerMetadata } from 'openid-client'
import { callOutside } from '@/lib/core/call-outside'
import type { Deps } from '@/lib/core/db'
import { isSafeAddress } from '@/lib/core/is-safe-address'
import { networkTroubleOf } from '@/lib/core/network-trouble'
import { ProviderTrouble, type ProviderTroubleKind } from './schema'

/** How long a provider may take for one answer. */
const patienceMs = 5_000
/** How long what a provider says of itself is taken for true. */
const keptForMs = 10 * 60_000
const mostKept = 200

const kept = new Map<string, { until: number; found: Promise<ServerMetadata> }>()

/** Every call to a provider: by https (or on this very machine, where the operator allows that), to public addresses, following no redirect. */
export const callProvider: CustomFetch = (url, { method, headers, body }) => {
  if (!isSafeAddress(url)) throw new ProviderTrouble('unsafe', url)
  const text = body === undefined || body === null ? {} : { body: String(body) }
  return callOutside(url, { method: method === 'POST' ? 'POST' : 'GET', headers, timeoutMs: patienceMs, ...text })
}

/** A provider that failed is asked again only after this: whoever presses the button again and again does not make us wait for each. */
const failureKeptForMs = 3_000

/** What the provider says of itself. Kept for some minutes, a failure for a moment. */
export function discover(deps: Pick<Deps, 'now'>, issuer: string): Promise<ServerMetadata> {
  const now = deps.now().getTime()
  const known = kept.get(issuer)
  if (known && known.until > now) return known.found
  const found = ask(issuer)
  if (kept.size >= mostKept) kept.clear()
  kept.set(issuer, { until: now + keptForMs, found })
  found.catch(() => kept.set(issuer, { until: deps.now().getTime() + failureKeptForMs, found }))
  return found
}

/** For tests of the connection: what is true now. */
export function forgetDiscovered(issuer: string): void {
  kept.delete(issuer)
}

async function ask(issuer: string): Promise<ServerMetadata> {
  const { allowInsecureRequests, customFetch, discovery } = await import('openid-client') // of no use to a portal without providers
  const execute = issuer.startsWith('http:') ? [allowInsecureRequests] : []
  const config = await discovery(new URL(issuer), 'porten', undefined, undefined, { execute, [customFetch]: callProvider }).catch((error) => {
    throw asTrouble(error, 'noDiscovery')
  })
  const metadata = structuredClone({ ...config.serverMetadata() }) as ServerMetadata
  // The library lets a few large providers name another issuer than the one that was asked.
  if (new URL(metadata.issuer).href !== new URL(issuer).href) throw new ProviderTrouble('otherIssuer', metadata.issuer)
  const { authorization_endpoint: asks, token_endpoint: gives, jwks_uri: keys, userinfo_endpoint: tells } = metadata
  if (!asks || !gives || metadata.response_types_supported?.includes('code') === false) throw new ProviderTrouble('noCode')
  if (!keys) throw new ProviderTrouble('noKeys')
  const unsafe = [asks, gives, keys, ...(tells ? [tells] : [])].find((address) => !isSafeAddress(address))
  if (unsafe) throw new ProviderTrouble('unsafe', unsafe)
  if (metadata.code_challenge_methods_supported?.includes('S256') === false) throw new ProviderTrouble('noPkce')
  return metadata
}

type Failed = { code?: string; error?: string; message: string; cause?: unknown }

const wholeChain = (error: unknown): Failed[] => {
  const chain: Failed[] = []
  for (let at = error as Failed | undefined; at instanceof Error && chain.length < 5; at = at.cause as Failed | undefined) chain.push(at)
  return chain
}

/** What a failure of the library, or of the way there, means; `otherwise` where it says nothing of its own. */
export function asTrouble(error: unknown, otherwise: ProviderTroubleKind): ProviderTrouble {
  const chain = wholeChain(error)
  const own = chain.find((each) => each instanceof ProviderTrouble)
  if (own instanceof ProviderTrouble) return own
  for (const { code, message } of chain) {
    if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' && /issuer/.test(message)) return new ProviderTrouble('otherIssuer', message)
    if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT' || /aborted|timeout/i.test(message)) return new ProviderTrouble('silent', message)
    const kind = networkTroubleOf(code, message)
    if (kind) return new ProviderTrouble(kind, message)
  }
  const first = chain[0]
  return new ProviderTrouble(otherwise, [first?.error, first?.code, first?.message].filter(Boolean).join(', ').slice(0, 300))
}

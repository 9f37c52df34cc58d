import type { NetworkTrouble } from '@/lib/core/network-trouble'
import type { Organisation, OrganisationSettings } from '@/lib/organisations/schema'

export type ProviderSettings = OrganisationSettings['provider']
/** Whose provider is asked. */
export type Of = Pick<Organisation, 'id'> & { settings: Pick<OrganisationSettings, 'provider'> }

/** What keeps the portal from working with a provider, beside what keeps it from any server. */
export const providerTroubles = [
  'noDiscovery',
  'otherIssuer',
  'unsafe',
  'noCode',
  'noPkce',
  'noWay',
  'noKeys',
  'noSecret',
  'badSecret',
  'declined',
  'wrong',
] as const
export type ProviderTroubleKind = (typeof providerTroubles)[number]

/** Thrown inside the area. `detail` is for administrators and the log; it never holds a secret, a code or a token. */
export class ProviderTrouble extends Error {
  override name = 'ProviderTrouble'
  constructor(
    public kind: ProviderTroubleKind | NetworkTrouble,
    public detail = '',
  ) {
    super(detail ? `${kind}: ${detail}` : kind)
  }
}

/** What the portal asked a provider for, to be remembered until its answer comes. */
export type ProviderQuestion = { issuer: string; clientId: string; redirectUri: string; nonce: string; verifier: string; isAgain: boolean }

/** What a provider says of somebody, from its signed ID token and its userinfo. */
export type Claims = Readonly<Record<string, unknown>>

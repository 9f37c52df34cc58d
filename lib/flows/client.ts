import { environment } from '@/lib/core/env'
import type { Limit } from '@/lib/limits/count-use'
import { insideFactor, placeOf } from '@/lib/limits/rules'
import type { Organisation } from '@/lib/organisations/schema'

/** Who asks, as far as the network and the browser tell. */
export type Client = {
  address: string
  /** whether the address lies in the organisation's own network */
  isInside: boolean
  userAgent: string
  /** the host name that the page was opened at, one of the configured ones */
  host: string
  /** the same with scheme and port, as the browser names it; BASE_URL's where it is not given */
  origin?: string
  /** secret cookies of this browser */
  browser: string
  device: string
}

/** For the audit: where from. */
export const whereFrom = (client: Pick<Client, 'address' | 'userAgent'>) => ({ address: client.address, userAgent: client.userAgent })

/** Where passkeys are good: at the configured host that the page was opened at, and nowhere else. */
export const placeOfKeys = ({ host, origin }: Pick<Client, 'host' | 'origin'>) => ({ host, origin: origin ?? new URL(environment().BASE_URL).origin })

/** Wrong sign-ins of one place (security.md 9). */
export function failedSignInsHere(organisation: Organisation, client: Client): Limit {
  const { failedSignInsPerAddressPer10Minutes } = organisation.settings.limits
  return placeLimit('failed-sign-in', organisation, client, failedSignInsPerAddressPer10Minutes)
}

/** Codes asked for by one place (security.md 9). */
export function codeRequestsHere(organisation: Organisation, client: Client): Limit {
  return placeLimit('code-request', organisation, client, organisation.settings.limits.codeRequestsPerAddressPer10Minutes)
}

function placeLimit(name: string, organisation: Organisation, client: Client, max: number): Limit {
  return { name, key: `${organisation.id} ${placeOf(client.address)}`, max: client.isInside ? max * insideFactor : max, windowSeconds: 600 }
}

import { environment } from '@/lib/core/env'
import type { Organisation } from '@/lib/organisations/schema'

/** The address of one of the organisation's pages, for a message: at the portal's own address or the organisation's primary host, never at what a request said (security.md 42). */
export function addressOf(organisation: Pick<Organisation, 'slug' | 'settings'>, path: string): string {
  const url = new URL(environment().BASE_URL)
  if (organisation.settings.primaryHost) url.hostname = organisation.settings.primaryHost
  return `${url.origin}/${organisation.slug}${path}`
}

/** The address of a mailed link, which carries its own secret. */
export const linkTo = (organisation: Pick<Organisation, 'slug' | 'settings'>, token: string) => addressOf(organisation, `/go/${token}`)

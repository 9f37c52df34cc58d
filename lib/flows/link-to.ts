import { environment } from '@/lib/core/env'
import type { Organisation } from '@/lib/organisations/schema'

/** The address of a mailed link: at the portal's own address or the organisation's primary host, never at what a request said (security.md 42). */
export function linkTo(organisation: Pick<Organisation, 'slug' | 'settings'>, token: string): string {
  const url = new URL(environment().BASE_URL)
  if (organisation.settings.primaryHost) url.hostname = organisation.settings.primaryHost
  return `${url.origin}/${organisation.slug}/go/${token}`
}

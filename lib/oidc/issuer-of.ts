import { environment } from '@/lib/core/env'
import type { Organisation } from '@/lib/organisations/schema'

/** Where an organisation's provider lies: always at the portal's own address. */
export const issuerOf = ({ slug }: Pick<Organisation, 'slug'>) => `${new URL(environment().BASE_URL).origin}/${slug}/oidc`

import { readEnvironment } from '@/lib/core/env'
import { type Organisation, type OrganisationSettingsInput, organisationSettings } from '@/lib/organisations/schema'

/** An organisation that exists in memory alone: no table of this area points to it. */
export function someOrganisation(more: Partial<OrganisationSettingsInput> = {}): Organisation {
  const settings = organisationSettings.parse({
    name: 'Kristinehovs kommun',
    country: 'SE',
    languages: ['sv', 'nb', 'fi', 'en'],
    look: { hue: 250, chroma: 0.1, sign: 'K' },
    help: { phone: '+46846500400', name: { sv: 'Servicedesk' } },
    ...more,
  })
  return { id: crypto.randomUUID(), slug: 'kristinehov', version: 1, settings }
}

/** An environment whose messages go to the given gateways. */
export const someEnvironment = (more: Record<string, string> = {}) =>
  readEnvironment({ NODE_ENV: 'test', DATABASE_URL: 'postgresql://localhost/none', AUTH_SECRET: 'a secret of the tests, which nobody else has', ...more }, [])

/** What the environment says of a gateway of `e2e/support`. */
export const elksVariables = (gateway: { url: string; user: string; password: string }) => ({
  SMS_GATEWAY: '46elks',
  SMS_GATEWAY_URL: gateway.url,
  SMS_GATEWAY_USER: gateway.user,
  SMS_GATEWAY_PASSWORD: gateway.password,
})

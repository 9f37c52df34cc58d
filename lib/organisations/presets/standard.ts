import type { OrganisationSettingsInput } from '../schema'

/** Follows the security rules throughout: where a new organisation begins. */
export const standard: OrganisationSettingsInput = {
  name: 'Standard',
  country: 'SE',
  languages: ['sv', 'nb', 'fi', 'en'],
  look: {
    hue: 255,
    chroma: 0.13,
    sign: 'P',
    says: { sv: 'Din väg in.', nb: 'Din vei inn.', fi: 'Sinun porttisi.', en: 'Your way in.' },
  },
  help: {
    name: { sv: 'Servicedesk', nb: 'Brukerstøtte', fi: 'Asiakaspalvelu', en: 'Service desk' },
    phone: '+46846500499',
    email: 'support@standard.example.org',
    hours: { sv: 'vardagar 8–16', nb: 'hverdager 8–16', fi: 'arkisin 8–16', en: 'weekdays 8–16' },
  },
  trustedNetworks: ['10.20.0.0/16'],
  factors: { arePasskeysOffered: true },
  recovery: { proofs: [['email'], ['sms']] },
}

import type { OrganisationSettingsInput } from '../schema'

/** A union whose members sign in twice a year, to read and to vote. */
export const handelsforbundet: OrganisationSettingsInput = {
  name: 'Handelsforbundet',
  country: 'NO',
  timeZone: 'Europe/Oslo',
  languages: ['nb'],
  homeAddress: 'https://handelsforbundet.example.org',
  look: { hue: 350, chroma: 0.15, sign: 'HF', says: { nb: 'Sammen om det som betyr noe på jobb.' } },
  help: {
    name: { nb: 'Medlemsservice' },
    phone: '+46846500450',
    email: 'support@handelsforbundet.example.org',
    hours: { nb: 'hverdager 8–16' },
    isPublic: true,
  },
  words: {
    nb: {
      'signIn.identifier.label': 'Brukernavn, e-postadresse eller medlemsnummer',
      'signIn.identifier.hint': 'Medlemsnummeret står på medlemskortet, på stemmeseddelen og bak på medlemsbladet.',
      'first.use.name': 'Medlemsnummer',
      'first.use.name.missing': 'Skriv medlemsnummeret ditt',
      'first.memberNumber.hint': 'Medlemsnummeret står på medlemskortet, på stemmeseddelen og bak på medlemsbladet.',
    },
  },
  trustedNetworks: ['10.20.0.0/16'],
  signIn: { pages: 1, identifiers: ['username', 'email', 'memberNumber'], hasFirstPasswordLinks: true },
  secondFactor: 'never',
  recovery: { isOpen: false },
  firstPassword: { erasesAt: 'ordering' },
  lock: { failures: 10, windowMinutes: 30, waitsSeconds: [1_800] },
  limits: { smsCountries: ['NO', 'SE', 'FI', 'DK', 'IS'] },
  deviations: [{ rule: 31, reason: 'Når noen bestiller et førstegangspassord, slettes det gamle, så ingen andre enn medlemmet noen gang kjenner et passord.' }],
}

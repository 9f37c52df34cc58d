import type { OrganisationSettingsInput } from '../schema'

/** A city with one sign-in for its e-services, where the user name became the e-mail address. */
export const hameenportti: OrganisationSettingsInput = {
  name: 'Hämeenportin kaupunki',
  country: 'FI',
  timeZone: 'Europe/Helsinki',
  languages: ['fi', 'sv', 'en'],
  homeAddress: 'https://hameenportti.example.org',
  look: {
    hue: 152,
    chroma: 0.09,
    sign: 'H',
    says: { fi: 'Yksi tunnus, kaikki kaupungin palvelut.', sv: 'En inloggning, alla stadens tjänster.', en: 'One sign-in, all the city’s services.' },
  },
  help: {
    name: { fi: 'Asiakaspalvelu', sv: 'Kundtjänst', en: 'Customer service' },
    phone: '+46846500400',
    email: 'support@hameenportti.example.org',
    hours: { fi: 'arkisin 8–16', sv: 'vardagar 8–16', en: 'weekdays 8–16' },
    isPublic: true,
  },
  words: {
    fi: {
      'signIn.identifier.label': 'Sähköpostiosoite / käyttäjätunnus',
      'signIn.problem': 'Unohtuiko käyttäjätunnus tai salasana?',
      'recover.identifier.label': 'Sähköpostiosoite / käyttäjätunnus',
      'recover.password.submit': 'Vaihda salasana',
    },
    sv: {
      'signIn.identifier.label': 'E-postadress / användarnamn',
      'signIn.problem': 'Har du glömt ditt användarnamn eller lösenord?',
      'recover.identifier.label': 'E-postadress / användarnamn',
    },
    en: {
      'signIn.identifier.label': 'E-mail address / user name',
      'signIn.problem': 'Forgotten your user name or password?',
      'recover.identifier.label': 'E-mail address / user name',
    },
  },
  notices: [
    {
      text: {
        fi: 'Kirjautumisjärjestelmä on hiljattain muuttunut. Käyttäjätunnuksena toimii jatkossa sähköpostiosoitteesi.',
        sv: 'Inloggningen har nyligen ändrats. Din e-postadress är ditt användarnamn från och med nu.',
        en: 'Signing in has recently changed. From now on your e-mail address is your user name.',
      },
      link: { label: { fi: 'Lue ohje', sv: 'Läs anvisningen', en: 'Read the guide' }, href: '/sign-in/guide' },
    },
  ],
  trustedNetworks: ['10.20.0.0/16'],
  signIn: {
    pages: 2,
    identifiers: ['email', 'username'],
    formerUsernames: { isAccepted: true, silentGroups: ['officials'] },
    rememberDays: 30,
    isRegistrationOpen: true,
    hasOfficialsWay: true,
  },
  secondFactor: 'never',
  factors: { areAppsOffered: false },
  recovery: { proofs: [['email', 'sms']], isUsernameOffered: true, isEveryAddressAnswered: true },
  lock: { failures: 10, windowMinutes: 15, waitsSeconds: [900] },
  limits: { smsCountries: ['FI', 'SE', 'NO', 'DK', 'IS', 'EE'] },
  deviations: [{ rule: 45, reason: 'Muistettu kirjautuminen on voimassa 30 päivää kuntalaisen omalla tietokoneella.' }],
}

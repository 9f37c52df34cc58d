import type { OrganisationSettingsInput } from '../schema'

/** A municipality whose employees reset a forgotten password by SMS. */
export const kristinehov: OrganisationSettingsInput = {
  name: 'Kristinehovs kommun',
  country: 'SE',
  languages: ['sv'],
  hosts: ['sspr.kristinehov.localhost', 'kontohantering.kristinehov.localhost'],
  homeAddress: 'https://kristinehov.example.org',
  look: { hue: 200, chroma: 0.09, sign: 'K', says: { sv: 'Ett lösenord för dator, mejl och lön.' } },
  help: { name: { sv: 'IT-support' }, phone: '+46846500427', email: 'support@kristinehov.example.org', hours: { sv: 'vardagar 7–17' } },
  words: {
    sv: {
      'signIn.identifier.label': 'Användarnamn',
      'signIn.problem': 'Glömt lösenordet',
      'code.submit': 'Fortsätt',
      'recover.title': 'Glömt lösenordet',
      'recover.identifier.label': 'Användarnamn',
      'recover.submit': 'OK',
      'recover.password.title': 'Ändra lösenord',
      'recover.password.confirm': 'Bekräfta lösenord',
      'recover.done.title': 'Lyckades',
      'recover.done.home': 'Hem',
      'recover.done.signOut': 'Logga ut',
    },
  },
  trustedNetworks: ['10.20.0.0/16'],
  signIn: { pages: 1, identifiers: ['username', 'email'] },
  secondFactor: 'outside',
  recovery: {
    proofs: [['sms', 'email']],
    terms: { sv: 'Jag är den som kontot tillhör och följer kommunens regler för konton och lösenord.' },
    advice: {
      sv: 'Har du kommunens mejl i telefonen? Öppna telefonens inställningar, välj Mejl och sedan ditt konto.\nSkriv ditt nya lösenord där och spara. Gör det innan telefonen har försökt flera gånger med det gamla.',
    },
  },
  lock: { failures: 10, windowMinutes: 15, waitsSeconds: [900] },
  passwords: { minLength: 12, kindsAtLeast: 3, minAgeHours: 24 },
  deviations: [
    { rule: 18, reason: 'On the municipality’s network the password stands alone with 12 characters.' },
    { rule: 21, reason: 'The municipality’s computers ask for three kinds of characters.' },
    { rule: 35, reason: 'A code by SMS resets the password, and the same phone is the second factor.' },
  ],
}

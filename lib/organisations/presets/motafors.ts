import type { OrganisationSettingsInput } from '../schema'

/** A municipality whose employees are locked out at the sign-in box. */
export const motafors: OrganisationSettingsInput = {
  name: 'Motafors kommun',
  country: 'SE',
  languages: ['sv'],
  homeAddress: 'https://motafors.example.org',
  look: { hue: 250, chroma: 0.12, sign: 'M', says: { sv: 'Vi hjälper dig in igen.' } },
  help: { name: { sv: 'Servicedesk' }, phone: '+46846500412', email: 'support@motafors.example.org', hours: { sv: 'alla dagar 7–22' } },
  words: {
    sv: {
      'signIn.identifier.label': 'Användarnamn',
      'signIn.problem': 'Har du problem att logga in?',
      'recover.identifier.label': 'Användarnamn',
      'recover.submit': 'Nästa',
      'recover.code.label': 'Återställningskod',
      'recover.code.submit': 'Nästa',
      'recover.choice.submit': 'Nästa',
      'recover.password.confirm': 'Bekräfta lösenord',
      'recover.password.submit': 'Nästa',
      'recover.done.continue': 'Slutför',
    },
  },
  trustedNetworks: ['10.20.0.0/16'],
  signIn: { pages: 1, identifiers: ['username', 'email'], isNameCarriedToRecovery: true },
  secondFactor: 'outside',
  factors: { areAppsOffered: false },
  recovery: { proofs: [['sms']], areMissingContactsToldInside: true, isUnlockOffered: true },
  lock: { failures: 5, windowMinutes: 15, waitsSeconds: [1_800] },
  passwords: { minLength: 8, requiredKinds: ['capital', 'digit'], forbiddenLetters: 'åäö', history: 24 },
  deviations: [
    { rule: 17, reason: 'Koder per SMS, som guiden säger; inga lösennycklar vid sidan av.' },
    { rule: 18, reason: 'På kommunens nätverk räcker lösenordet, som har 8 tecken.' },
    { rule: 20, reason: 'Äldre system klarar inte å, ä och ö.' },
    { rule: 21, reason: 'Äldre system kräver en stor bokstav och en siffra.' },
    { rule: 35, reason: 'Lösenordet återställs med en kod per SMS, och samma telefon är den andra faktorn.' },
  ],
}

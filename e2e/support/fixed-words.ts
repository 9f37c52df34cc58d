// The words that are fixed (mission.md): written out here, so that a change of the dictionary is noticed.

type Words = { name: string; next?: string; password: string; submit: string; signOut: string; code?: string; sendCode?: string; remember?: string }

/** What stands on the sign-in pages of each organisation, in its first language. */
export const fixedWords = {
  kristinehov: { name: 'Användarnamn', password: 'Lösenord', submit: 'Logga in', signOut: 'Logga ut', code: 'Kod', sendCode: 'Fortsätt' },
  motafors: { name: 'Användarnamn', password: 'Lösenord', submit: 'Logga in', signOut: 'Logga ut', code: 'Kod', sendCode: 'Fortsätt' },
  hameenportti: {
    name: 'Sähköpostiosoite / käyttäjätunnus',
    next: 'Jatka',
    password: 'Salasana',
    submit: 'Kirjaudu sisään',
    signOut: 'Kirjaudu ulos',
    remember: 'Muista kirjautumiseni tässä tietokoneessa',
  },
  securia: { name: 'User name:', password: 'Password:', submit: 'Log On', signOut: 'Logga ut', code: 'One-time password', sendCode: 'Submit' },
  handelsforbundet: { name: 'Brukernavn, e-postadresse eller medlemsnummer', password: 'Passord', submit: 'Logg inn', signOut: 'Logg ut' },
  standard: {
    name: 'Användarnamn, e-postadress eller medlemsnummer',
    next: 'Fortsätt',
    password: 'Lösenord',
    submit: 'Logga in',
    signOut: 'Logga ut',
    code: 'Kod',
    sendCode: 'Fortsätt',
  },
  provstad: { name: 'Användarnamn, e-postadress eller medlemsnummer', password: 'Lösenord', submit: 'Logga in', signOut: 'Logga ut' },
  nyckelby: {
    name: 'Användarnamn, e-postadress eller medlemsnummer',
    password: 'Lösenord',
    submit: 'Logga in',
    signOut: 'Logga ut',
    code: 'Kod',
    sendCode: 'Fortsätt',
  },
} as const satisfies Record<string, Words>

export type Slug = keyof typeof fixedWords
/** `motafors-3` is an organisation that was made for one test, from the settings of `motafors`. */
export const wordsOf = (slug: string): Words => fixedWords[slug.split('-')[0] as Slug]

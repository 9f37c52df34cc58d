import type { OrganisationSettingsInput } from '../schema'

/** How the new password gets into the mail of a work phone (K8). */
const adviceOnPhones = `
Har du kommunens mejl i telefonen? Då finns ditt gamla lösenord kvar där, och telefonen försöker logga in med det om och
om igen. **Skriv in det nya på en gång**, annars kan ditt konto låsas. Har du ingen mejl i telefonen är du klar och kan gå
vidare.

## Android

1. Dra ner från skärmens överkant. Finns där ett meddelande om att du måste logga in, tryck på det och gå till steg 5.
2. Öppna annars **Inställningar** och sedan **Konton**. I en del telefoner heter det *Lösenord och konton* eller *Konton och
   säkerhetskopiering*.
3. Tryck på ditt konto hos kommunen, det med din jobbadress.
4. Tryck på **Kontoinställningar** och sedan på **Serverinställningar**.
5. Sudda det gamla lösenordet, skriv det nya och tryck på **Klar**.

## iPhone

1. Öppna **Inställningar**. Står det *Ange lösenord* överst, tryck på det och gå till steg 4.
2. Tryck på **Appar**, sedan **Mail** och **Mailkonton**. I äldre telefoner trycker du på **Mail** och sedan **Konton**.
3. Tryck på kommunens konto och sedan på raden med din jobbadress.
4. Sudda det gamla lösenordet, skriv det nya och tryck på **Klar**.

## Om mejlen ändå inte kommer

- Stora och små bokstäver är olika tecken. Telefonen börjar gärna med en stor bokstav: titta efter innan du trycker på Klar.
- Har telefonen hunnit försöka för många gånger är kontot låst en stund. Vänta en kvart och öppna mejlen igen.
- Har du en surfplatta också? Gör samma sak där.

Mer om telefoner och mejl finns på [kommunens webbplats](https://kristinehov.example.org/telefon). Går det inte alls, ring
IT-support: [08-465 004 27](tel:+46846500427).
`

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
    advice: { sv: adviceOnPhones },
  },
  lock: { failures: 10, windowMinutes: 15, waitsSeconds: [900] },
  passwords: { minLength: 12, kindsAtLeast: 3, minAgeHours: 24 },
  deviations: [
    { rule: 17, reason: 'Koder per SMS, som guiden säger; inga lösennycklar vid sidan av.' },
    { rule: 18, reason: 'På kommunens nätverk räcker lösenordet, som har 12 tecken.' },
    { rule: 21, reason: 'Kommunens datorer kräver tre sorters tecken.' },
    { rule: 35, reason: 'Lösenordet återställs med en kod per SMS, och samma telefon är den andra faktorn.' },
  ],
}

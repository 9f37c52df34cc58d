import type { Audience, ContentKind } from '@/lib/content/schema'
import { asContent } from './help/article'
import { helpInEnglish } from './help/en'
import { helpInFinnish } from './help/fi'
import { helpInNorwegian } from './help/nb'
import { helpInSwedish } from './help/sv'

/** Something to read in an organisation of the demo. The first text is in the organisation's first language. */
export type DemoContent = {
  kind: ContentKind
  texts: Record<string, { title: string; summary?: string; keywords?: string; body?: string }>
  /** all who are signed in, when left out */
  audience?: Audience
  /** the group that it is for, instead */
  group?: string
  href?: string
  mark?: string
}

const inSwedish = (kind: ContentKind, title: string, summary: string, body = '', more: Partial<DemoContent> = {}): DemoContent => ({
  kind,
  texts: { sv: { title, summary, body } },
  ...more,
})
const inNorwegian = (kind: ContentKind, title: string, summary: string, body = '', more: Partial<DemoContent> = {}): DemoContent => ({
  kind,
  texts: { nb: { title, summary, body } },
  ...more,
})
const system = (slug: string, mark: string, more: Partial<DemoContent> = {}) => ({ href: `https://${slug}.example.org/`, mark, ...more })

/** What employees of a Swedish organisation find. */
const work = (name: string): DemoContent[] => [
  inSwedish('system', 'E-post och kalender', 'Läs din e-post och boka möten', '', system('mejl', 'E')),
  inSwedish('system', 'Lön och frånvaro', 'Lönebesked, semester och sjukanmälan', '', system('lon', 'Lö')),
  inSwedish('system', 'Scheman', 'Se och byt arbetspass', '', system('schema', 'Sc', { group: 'north' })),
  inSwedish(
    'news',
    'Nya öppettider i receptionen',
    'Från måndag är receptionen öppen 8–16.',
    'Från och med måndag är receptionen öppen **8–16** alla vardagar. Kommer du tidigare ringer du på porttelefonen, så öppnar vakten.',
  ),
  inSwedish(
    'news',
    'Så fungerar engångskoderna',
    'När du loggar in utifrån får du en kod till mobilen.',
    'När du loggar in från ett annat nät än vårt eget skickar vi en kod med sms. Därför behöver vi ditt mobilnummer: du skriver in det under [Mina uppgifter](/my-details).\n\nVi frågar aldrig efter koden i telefon.',
  ),
  inSwedish(
    'page',
    `Ny hos ${name}`,
    'Det du behöver veta den första veckan.',
    '## Första dagen\n\n1. Hämta ditt passerkort i receptionen.\n2. Logga in här och byt ditt lösenord.\n3. Registrera ditt mobilnummer under [Mina uppgifter](/my-details).\n\n## Vem frågar jag?\n\nDin chef svarar på frågor om arbetet. Servicedesk hjälper dig med allt som har att göra med dator, telefon och konto.',
  ),
  inSwedish(
    'page',
    'Schemabyten i norra distriktet',
    'Så byter du pass med en kollega.',
    'Byt pass i systemet *Scheman* senast två dagar i förväg. Blir du sjuk ringer du i stället arbetsledaren i norra distriktet, så ordnar hon en ersättare.',
    { group: 'north' },
  ),
]

const city: DemoContent[] = [
  {
    kind: 'system',
    texts: {
      fi: { title: 'Varhaiskasvatus', summary: 'Hae paikkaa ja ilmoita hoitoajat' },
      sv: { title: 'Småbarnspedagogik', summary: 'Ansök om plats och anmäl vårdtider' },
      en: { title: 'Early childhood education', summary: 'Apply for a place and tell the hours' },
    },
    ...system('paivakoti', 'V'),
  },
  {
    kind: 'system',
    texts: {
      fi: { title: 'Kirjasto', summary: 'Lainat, varaukset ja maksut' },
      sv: { title: 'Biblioteket', summary: 'Lån, reservationer och avgifter' },
      en: { title: 'Library', summary: 'Loans, reservations and fees' },
    },
    ...system('kirjasto', 'K'),
  },
  { kind: 'system', texts: { fi: { title: 'Asianhallinta', summary: 'Viranhaltijoiden työpöytä' } }, ...system('asiat', 'As', { group: 'officials' }) },
  {
    kind: 'news',
    texts: {
      fi: {
        title: 'Käyttäjätunnus on nyt sähköpostiosoitteesi',
        summary: 'Vanhalla tunnuksella pääset vielä sisään.',
        body: 'Kirjautumisjärjestelmä on uudistunut. Käyttäjätunnuksesi on jatkossa **sähköpostiosoitteesi**. Vanhalla tunnuksella pääset vielä sisään, ja kerromme silloin, mitä käytät jatkossa.',
      },
      sv: {
        title: 'Ditt användarnamn är nu din e-postadress',
        summary: 'Med det gamla namnet kommer du fortfarande in.',
        body: 'Inloggningen har förnyats. Ditt användarnamn är från och med nu **din e-postadress**. Med det gamla namnet kommer du fortfarande in, och då berättar vi vad du använder i fortsättningen.',
      },
      en: {
        title: 'Your user name is now your e-mail address',
        summary: 'You still get in with the old one.',
        body: 'Signing in has been renewed. From now on your user name is **your e-mail address**. You still get in with the old one, and we tell you then what to use.',
      },
    },
  },
  {
    kind: 'page',
    texts: {
      fi: {
        title: 'Asioi puolesta',
        summary: 'Näin hoidat lapsesi tai läheisesi asioita.',
        body: '## Alle 15-vuotias lapsi\n\nNäet alle 15-vuotiaan lapsesi asiat omalla tunnuksellasi.\n\n## Läheinen\n\nTarvitset valtuutuksen. Saat sen kaupungin palvelupisteestä; ota mukaan henkilöllisyystodistus.',
      },
      sv: {
        title: 'Sköt ärenden för någon annan',
        summary: 'Så sköter du ditt barns eller en närståendes ärenden.',
        body: '## Barn under 15 år\n\nDu ser ditt barns ärenden med ditt eget konto.\n\n## Närstående\n\nDu behöver en fullmakt. Den får du på stadens servicepunkt; ta med legitimation.',
      },
    },
  },
]

const union: DemoContent[] = [
  inNorwegian('system', 'Tariffkalkulator', 'Regn ut hva du skal ha i lønn', '', system('tariff', 'T')),
  inNorwegian('system', 'Kurs og arrangementer', 'Meld deg på kurs for tillitsvalgte', '', system('kurs', 'K')),
  inNorwegian('system', 'Arkivet for region nord', 'Møtereferater og vedtak', '', system('nord', 'N', { group: 'north' })),
  inNorwegian(
    'news',
    'Årets uravstemning nærmer seg',
    'Sjekk at vi har riktig mobilnummer før du skal stemme.',
    'Når avstemningen åpner, finner du den øverst på forsiden. Sjekk allerede nå under [Mine opplysninger](/my-details) at mobilnummeret og e-postadressen din er riktige.\n\nStemmen din er hemmelig. Ingen i forbundet kan se hva du har stemt.',
  ),
  inNorwegian(
    'news',
    'Nytt medlemskort i posten',
    'Kortet kommer i løpet av måneden.',
    'Alle medlemmer får nytt kort i løpet av måneden. Medlemsnummeret er det samme som før, og står øverst til høyre på kortet.',
  ),
  inNorwegian(
    'page',
    'Kontingenten din',
    'Hva du betaler, og hva du kan trekke fra.',
    '## Slik regnes den ut\n\nKontingenten er en prosent av lønnen din, og trekkes av arbeidsgiveren.\n\n## Skatt\n\nForbundet melder fra til Skatteetaten. Se etter at beløpet står i skattemeldingen din.',
  ),
  inNorwegian(
    'page',
    'Møteplan for region nord',
    'Når styret møtes.',
    'Styret møtes den første tirsdagen i hver måned klokken 17. Saker som skal opp, må være meldt inn en uke før.',
    { group: 'north' },
  ),
]

const help = asContent({ sv: helpInSwedish })

export const demoContent: Record<string, DemoContent[]> = {
  kristinehov: [...work('Kristinehovs kommun'), ...help],
  motafors: [...work('Motafors kommun'), ...help],
  securia: [
    ...work('Securia'),
    ...help,
    inSwedish('system', 'Larm och ronder', 'Rapportera ronder och larm', '', system('larm', 'La')),
    inSwedish(
      'page',
      'Rutin vid larm',
      'Vad du gör från att larmet kommer tills rapporten är inne.',
      '1. Bekräfta larmet inom två minuter.\n2. Ring ledningscentralen när du är på plats.\n3. Gå aldrig in ensam om dörren är uppbruten.\n4. Skriv rapporten innan passet är slut.',
    ),
  ],
  hameenportti: [...city, ...asContent({ fi: helpInFinnish, sv: helpInSwedish, en: helpInEnglish })],
  handelsforbundet: [...union, ...asContent({ nb: helpInNorwegian })],
  standard: [...work('organisationen'), ...help],
}

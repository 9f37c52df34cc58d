import type { HelpArticle } from './article'

export const helpInNorwegian: HelpArticle[] = [
  {
    key: 'sign-in',
    title: 'Logge inn og ut',
    keywords: 'innlogging pålogging login konto problem virker ikke får ikke logget inn kommer ikke inn',
    sections: [
      [
        'Hva skriver jeg som brukernavn?',
        'Du kan skrive brukernavnet, e-postadressen eller medlemsnummeret ditt. Store og små bokstaver betyr ingenting i navnet, men i passordet gjør de det.',
      ],
      [
        'Jeg kommer ikke inn',
        'Se først etter at brukernavn og passord er riktige, og at Caps Lock er av. Hjelper det ikke, velger du lenken under knappen *Logg inn* og bestiller et førstegangspassord. Vi sier aldri om det er navnet eller passordet som er feil, for da kunne andre prøve seg frem.',
      ],
      [
        'Skal maskinen huske meg?',
        'Der du ser ruten *Husk innloggingen min*, kan du krysse av på din egen datamaskin. Gjør det aldri på en maskin som andre bruker, for eksempel på biblioteket.',
      ],
      ['Hvordan logger jeg ut?', 'Velg *Logg ut* øverst på siden; på telefonen ligger det i menyen. Gjør det alltid på en maskin du deler med andre.'],
    ],
  },
  {
    key: 'password',
    title: 'Passord',
    keywords: 'lösenord password passordbytte',
    sections: [
      [
        'Jeg har glemt passordet',
        'Velg *Jeg vil ha eller har glemt passord* på innloggingssiden. Skriv medlemsnummeret ditt, og velg om du vil ha et førstegangspassord på SMS eller e-post. Det gamle passordet slutter da å gjelde. Ingen hos oss kan se det.',
      ],
      [
        'Hvordan bytter jeg passord?',
        'Logg inn og åpne [Mine opplysninger](/my-details). Under *Passord* skriver du det du har nå, og så det nye to ganger. Da blir du logget ut overalt ellers.',
      ],
      [
        'Hvorfor blir ikke det nye passordet godtatt?',
        'Mens du skriver, blir reglene krysset av én etter én, så du ser hvilken som mangler: for eksempel at det er for kort, for vanlig eller ligner på navnet ditt. Flere ord etter hverandre er både sikkert og lett å huske.',
      ],
    ],
  },
  {
    key: 'user-name',
    title: 'Brukernavn',
    keywords: 'bruker-id innloggingsnavn',
    sections: [
      [
        'Jeg har glemt brukernavnet',
        'Da skriver du e-postadressen eller medlemsnummeret i stedet: de virker like godt. Kommer du fortsatt ikke inn, ringer du medlemsservice.',
      ],
      [
        'Det gamle brukernavnet gjelder ikke lenger',
        'Har du byttet til et nytt navn, finner det gamle deg likevel der det er tillatt. Da forteller vi etter innloggingen hva du skal skrive heretter.',
      ],
    ],
  },
  {
    key: 'first-password',
    title: 'Førstegangspassord',
    keywords: 'nytt medlem første gang engangspassord brev pinkode bestille bestill',
    sections: [
      [
        'Hvordan får jeg det første passordet?',
        'Velg *Jeg vil ha eller har glemt passord* på innloggingssiden og skriv medlemsnummeret ditt. Du får førstegangspassordet på SMS eller e-post, eller i et brev fra oss. Det kan brukes én gang og slutter å gjelde etter en tid.',
      ],
      [
        'Hva gjør jeg med førstegangspassordet?',
        'Velg *Jeg har fått nytt passord/PIN*, eller skann rutemønsteret i brevet med kameraet på telefonen. Skriv passordet du fikk, velg ditt eget brukernavn, og velg så ditt eget passord.',
      ],
      [
        'Førstegangspassordet virker ikke',
        'Har du fått flere, gjelder bare det siste. Har du brukt det allerede, eller har tiden gått ut, bestiller du et nytt på samme måte.',
      ],
    ],
  },
  {
    key: 'codes',
    title: 'Engangskoder',
    keywords: 'sms kode sekssifret tofaktor bekreftelse',
    sections: [
      [
        'Hvorfor må jeg skrive en kode?',
        'Et passord kan komme på avveie. Koden viser at det er deg, for bare du har telefonen eller e-posten din. Vi sender den blant annet når du legger inn et nytt nummer eller en ny adresse.',
      ],
      [
        'Koden kommer ikke',
        'Vent noen minutter, og se i søppelposten hvis den skulle komme på e-post. Siden viser hvor langt meldingen har kommet. Velg så *Send en ny kode*: den forrige slutter da å gjelde. Er nummeret feil eller gammelt, må medlemsservice hjelpe deg.',
      ],
      [
        'Hva betyr bokstaven og sifferet foran koden?',
        'De står både på siden og i meldingen, for eksempel **K7**. Da vet du hvilken melding som hører til siden, om du har fått flere. Du skriver bare de seks sifrene.',
      ],
      [
        'Noen ber om koden min',
        'Ikke gi den til noen. Når du selv har ringt oss, kan vi be deg lese opp en kode, og da står det i meldingen at den er til det. Spør noen andre, prøver de å få tak i kontoen din.',
      ],
    ],
  },
  {
    key: 'lock',
    title: 'Låst konto',
    keywords: 'sperret blokkert stengt',
    sections: [
      [
        'Hvorfor er kontoen min låst?',
        'Etter for mange feil passord låser kontoen seg en stund, så ingen kan gjette seg frem. Det skjer ofte når en telefon eller et nettbrett har det gamle passordet ditt. Vi sender deg en melding om når den åpner.',
      ],
      [
        'Hvordan låser jeg opp kontoen?',
        'Vent til tiden har gått, så åpner den av seg selv. Vil du ikke vente, bestiller du et førstegangspassord på innloggingssiden, eller ringer medlemsservice.',
      ],
    ],
  },
  {
    key: 'not-me',
    title: 'Det var ikke meg',
    keywords: 'kapret hacket innbrudd svindel ukjent innlogging sikkerhet',
    sections: [
      [
        'Jeg har fått en melding om noe jeg ikke har gjort',
        'Åpne lenken i meldingen og velg *Sperr kontoen min*. Da blir kontoen stengt med en gang, alle blir logget ut, og medlemsservice får en sak. Var det deg selv, trenger du ikke gjøre noe.',
      ],
      [
        'Hvordan åpnes en sperret konto igjen?',
        'Ring medlemsservice og ha saksnummeret klart. Når vi vet at det er deg, åpner vi kontoen sammen, og du velger et nytt passord.',
      ],
    ],
  },
  {
    key: 'member-number',
    title: 'Medlemsnummer',
    keywords: 'medlemskort nummer stemmeseddel medlemsblad',
    sections: [
      [
        'Hvor finner jeg medlemsnummeret mitt?',
        'Det står på medlemskortet, på stemmeseddelen og bak på medlemsbladet. Når du er logget inn, står det også under [Mine opplysninger](/my-details).',
      ],
      ['Jeg har mistet medlemskortet', 'Skriv til oss under [Kontakt oss](/contact), så sender vi et nytt kort. Medlemsnummeret er det samme som før.'],
    ],
  },
  {
    key: 'details',
    title: 'Mine opplysninger',
    keywords: 'endre oppdatere profil kontaktopplysninger',
    isForMembers: true,
    sections: [
      [
        'Bytte mobilnummer',
        'Åpne [Mine opplysninger](/my-details) og skriv det nye telefonnummeret. Vi sender en kode dit, og nummeret gjelder når du har skrevet den. Det gjør ikke noe at du ikke har det gamle nummeret, så lenge du kan logge inn.',
      ],
      [
        'Bytte e-postadresse',
        'Åpne [Mine opplysninger](/my-details) og skriv den nye adressen. Vi sender en kode til den, og en melding til den gamle om at den er byttet.',
      ],
      [
        'Endre navn eller postadresse',
        'Under [Mine opplysninger](/my-details) endrer du det som er ditt å endre, for eksempel når du har flyttet. Det forbundet selv holder rede på, endrer de: skriv til dem under [Kontakt oss](/contact).',
      ],
      [
        'Bytte språk',
        'Språkene står øverst på hver side, der det finnes flere. Under [Mine opplysninger](/my-details) velger du hvilket språk du får SMS og e-post på.',
      ],
    ],
  },
  {
    key: 'privacy',
    title: 'Personopplysningene dine',
    keywords: 'gdpr personvern databeskyttelse personopplysning',
    isForMembers: true,
    sections: [
      [
        'Hvem har sett på kontoen min?',
        'Under [Mine opplysninger](/my-details/log) ser du hver gang noen hos oss har åpnet eller endret kontoen din: hvem det var, når og hvorfor.',
      ],
      ['Laste ned opplysningene mine', 'Nederst under [Mine opplysninger](/my-details) henter du alt vi har om deg som en fil.'],
      [
        'Hvordan blir jeg slettet?',
        'Velg *Be om å bli slettet* under [Mine opplysninger](/my-details). Medlemsservice avgjør og svarer deg; loven kan kreve at noe blir beholdt. Når du er slettet, finnes ikke kontoen mer.',
      ],
    ],
  },
  {
    key: 'devices',
    title: 'Enheter og innlogginger',
    keywords: 'datamaskiner telefoner nettbrett økt',
    isForMembers: true,
    sections: [
      [
        'Hvor er jeg logget inn?',
        'Under [Mine opplysninger](/my-details) står hver datamaskin og telefon der du er logget inn nå, og de siste innloggingene dine. Der logger du ut én om gangen, eller alle på én gang.',
      ],
      [
        'Jeg har mistet telefonen',
        'Logg inn på en annen enhet og logg ut telefonen under [Mine opplysninger](/my-details). Skriv så inn det nye mobilnummeret ditt. Kommer du ikke inn, ringer du medlemsservice.',
      ],
    ],
  },
  {
    key: 'contact',
    title: 'Kontakt oss',
    keywords: 'support kundeservice medlemsservice brukerstøtte åpningstider sak',
    sections: [
      [
        'Hvordan skriver jeg til dere?',
        'Åpne [Kontakt oss](/contact), nederst på hver side, og velg hva det gjelder. Du får en kopi på e-post. Ikke skriv fødselsnummeret ditt: vi trenger det ikke. Telefonnummeret står nederst på siden.',
      ],
      [
        'Hvor ser jeg svaret på saken min?',
        'Svaret kommer på e-post. Er du logget inn, står det også under [Sakene mine](/contact/cases), der du kan skrive mer.',
      ],
      [
        'Hvordan vet dere på telefonen at det er meg?',
        'Vi kan sende en kode til nummeret vi allerede har, og be deg lese den opp. På din egen side og hos oss står de samme to ordene, så du vet at du snakker med rett person.',
      ],
    ],
  },
  {
    key: 'session',
    title: 'Logget ut av seg selv',
    keywords: 'timeout tid gått ut inaktiv',
    sections: [
      [
        'Hvorfor ble jeg logget ut?',
        'Når du ikke har gjort noe på en stund, logger vi deg ut, så ingen andre kan fortsette ved maskinen din. Før det spør siden om du vil bli værende. Etter et nytt passord blir du også logget ut andre steder.',
      ],
      ['Forsvant det jeg hadde skrevet?', 'Nei. Logg inn igjen, så står det fortsatt i feltet der du skrev det.'],
    ],
  },
  {
    key: 'systems',
    title: 'Andre systemer',
    keywords: 'programmer tjenester apper tariffkalkulator kurs lenker',
    isForMembers: true,
    sections: [
      [
        'Hvordan åpner jeg et annet system?',
        'Systemene du har tilgang til, står på [forsiden](/). Mangler noe, spør medlemsservice: hva du ser, kommer an på hvilke grupper du er med i.',
      ],
      [
        'Hva får systemet vite om meg?',
        'Første gang spør vi om systemet får vite for eksempel navnet og e-postadressen din, hvis ikke forbundet har bestemt det. Passordet får det aldri.',
      ],
    ],
  },
  {
    key: 'browser',
    title: 'Nettleser og tilgjengelighet',
    keywords: 'chrome firefox safari edge cookies informasjonskapsler',
    sections: [
      [
        'Hvilken nettleser trenger jeg?',
        'En som er oppdatert. Alt går også uten JavaScript, men informasjonskapsler må være tillatt: uten dem vet vi ikke at det er deg på neste side.',
      ],
      [
        'Større tekst, mørk modus og tastatur',
        'Gjør teksten større i nettleseren, så flytter siden på seg. Den følger mørk modus på telefonen eller maskinen, kan brukes med bare tastatur og leses opp av skjermlesere.',
      ],
    ],
  },
]

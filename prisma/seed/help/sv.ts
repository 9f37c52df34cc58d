import type { HelpArticle } from './article'

export const helpInSwedish: HelpArticle[] = [
  {
    key: 'sign-in',
    title: 'Logga in och ut',
    keywords: 'inloggning login konto problem fungerar inte',
    sections: [
      [
        'Vad skriver jag som användarnamn?',
        'Skriv det namn som står vid fältet på inloggningssidan: ditt användarnamn eller din e-postadress. Stora och små bokstäver spelar ingen roll i namnet, men i lösenordet gör de det.',
      ],
      [
        'Jag kommer inte in',
        'Titta först efter att användarnamn och lösenord är rätt, och att Caps Lock är av. Hjälper det inte trycker du på länken under knappen *Logga in*: där väljer du ett nytt lösenord eller låser upp ditt konto. Vi säger aldrig om det är namnet eller lösenordet som är fel, för då skulle andra kunna prova sig fram.',
      ],
      [
        'Ska datorn komma ihåg mig?',
        'Där rutan *Kom ihåg min inloggning* finns kan du kryssa i den på din egen dator. Gör det aldrig på en dator som andra använder, till exempel på biblioteket.',
      ],
      ['Hur loggar jag ut?', 'Tryck på *Logga ut* överst på sidan; i en telefon ligger det i menyn. Gör det alltid på en dator som du delar med andra.'],
    ],
  },
  {
    key: 'password',
    title: 'Lösenord',
    keywords: 'passord password lösenordsbyte',
    sections: [
      [
        'Jag har glömt mitt lösenord',
        'Tryck på länken under knappen *Logga in* och skriv vem du är. Vi skickar en kod till ditt mobilnummer eller din e-postadress. När du har skrivit koden väljer du ett nytt lösenord. Ingen hos oss kan se ditt gamla.',
      ],
      [
        'Hur byter jag lösenord?',
        'Logga in och öppna [Mina uppgifter](/my-details). Under *Lösenord* skriver du det du har nu och sedan det nya två gånger. Du loggas då ut överallt utom där du är.',
      ],
      [
        'Varför duger inte mitt nya lösenord?',
        'Medan du skriver bockas reglerna av en i taget, så att du ser vilken som fattas: till exempel att det är för kort, för vanligt eller liknar ditt namn. Flera ord efter varandra blir både säkert och lätt att minnas.',
      ],
    ],
  },
  {
    key: 'user-name',
    title: 'Användarnamn',
    keywords: 'användarid inloggningsnamn',
    sections: [
      [
        'Jag har glömt mitt användarnamn',
        'Prova med din e-postadress. Där organisationen har valt det kan du också få användarnamnet skickat: tryck på länken under knappen *Logga in* och välj att du har glömt användarnamnet. Annars ringer du supporten.',
      ],
      [
        'Mitt gamla användarnamn gäller inte längre',
        'Har du bytt till ett nytt namn hittar det gamla dig ändå där organisationen tillåter det. Då berättar vi efter inloggningen vad du ska skriva i fortsättningen.',
      ],
    ],
  },
  {
    key: 'first-password',
    title: 'Förstagångslösenord',
    keywords: 'nyanställd första gången engångslösenord brev pinkod',
    sections: [
      [
        'Hur får jag mitt första lösenord?',
        'Supporten skickar dig ett förstagångslösenord med sms, e-post eller brev. Det kan användas en enda gång och slutar gälla efter en tid.',
      ],
      [
        'Vad gör jag med förstagångslösenordet?',
        'Öppna länken i meddelandet, eller läs in rutmönstret i brevet med telefonens kamera. Skriv lösenordet du fick, välj ett eget användarnamn om du blir tillfrågad, och välj sedan ett eget lösenord.',
      ],
      [
        'Förstagångslösenordet fungerar inte',
        'Har du fått flera gäller bara det sista. Har du redan använt det, eller har tiden gått ut, behöver du ett nytt: ring supporten.',
      ],
    ],
  },
  {
    key: 'codes',
    title: 'Engångskoder',
    keywords: 'sms kod sexsiffrig tvåfaktor verifiering bekräftelse',
    sections: [
      [
        'Varför måste jag skriva en kod?',
        'Ett lösenord kan komma på avvägar. Koden visar att det är du, eftersom bara du har din telefon eller din e-post. På organisationens eget nät slipper du den ofta.',
      ],
      [
        'Koden kommer inte fram',
        'Vänta några minuter, och titta i skräpposten om den skulle komma med e-post. Sidan visar hur långt meddelandet har kommit. Tryck sedan på *Skicka en ny kod*: den förra slutar då gälla. Är numret fel eller gammalt måste supporten hjälpa dig.',
      ],
      [
        'Vad betyder bokstaven och siffran framför koden?',
        'De står både på sidan och i meddelandet, till exempel **K7**. Då vet du vilket meddelande som hör till sidan, om du har fått flera. Du skriver bara de sex siffrorna.',
      ],
      [
        'Någon ber om min kod',
        'Ge den inte till någon. När du själv har ringt oss kan vi be dig läsa upp en kod, och då står det i meddelandet att den är till för det. Frågar någon annan, är det ett försök att komma åt ditt konto.',
      ],
    ],
  },
  {
    key: 'lock',
    title: 'Låst konto',
    keywords: 'spärrat blockerat avstängt',
    sections: [
      [
        'Varför är mitt konto låst?',
        'Efter för många fel lösenord låser sig kontot en stund, så att ingen kan gissa sig fram. Det händer ofta när en telefon eller surfplatta har kvar ditt gamla lösenord. Vi skickar dig ett meddelande med tiden då det öppnas.',
      ],
      [
        'Hur låser jag upp kontot?',
        'Vänta tills tiden har gått, så öppnas det av sig självt. Vill du inte vänta trycker du på länken under knappen *Logga in*, skriver koden som vi skickar och väljer att låsa upp eller att byta lösenord.',
      ],
    ],
  },
  {
    key: 'not-me',
    title: 'Det var inte jag',
    keywords: 'kapat hackat intrång bedrägeri okänd inloggning säkerhet',
    sections: [
      [
        'Jag har fått ett meddelande om något som jag inte har gjort',
        'Öppna länken i meddelandet och tryck på *Spärra mitt konto*. Då stängs kontot genast, alla loggas ut och supporten får ett ärende. Var det du själv, behöver du inte göra något.',
      ],
      [
        'Hur öppnas ett spärrat konto igen?',
        'Ring supporten och ha ärendets nummer till hands. När vi vet att det är du öppnar vi kontot tillsammans, och du väljer ett nytt lösenord.',
      ],
    ],
  },
  {
    key: 'details',
    title: 'Mina uppgifter',
    keywords: 'ändra uppdatera profil kontaktuppgifter',
    isForMembers: true,
    sections: [
      [
        'Byta mobilnummer',
        'Öppna [Mina uppgifter](/my-details) och skriv det nya telefonnumret. Vi skickar en kod dit, och numret gäller när du har skrivit den. Kommer du inte åt det gamla numret gör det inget, så länge du kan logga in.',
      ],
      [
        'Byta e-postadress',
        'Öppna [Mina uppgifter](/my-details) och skriv den nya adressen. Vi skickar en kod till den, och ett meddelande till den gamla om att den är bytt.',
      ],
      [
        'Ändra namn eller postadress',
        'Under [Mina uppgifter](/my-details) ändrar du det som är ditt eget att ändra. Det som organisationen själv håller reda på ändrar de: skriv till dem under [Kontakta oss](/contact).',
      ],
      [
        'Byta språk',
        'Språken står överst på varje sida, där organisationen har flera. Under [Mina uppgifter](/my-details) väljer du vilket språk du får sms och e-post på.',
      ],
    ],
  },
  {
    key: 'privacy',
    title: 'Dina personuppgifter',
    keywords: 'gdpr integritet dataskydd personuppgift',
    isForMembers: true,
    sections: [
      [
        'Vem har tittat på mitt konto?',
        'Under [Mina uppgifter](/my-details/log) ser du varje gång någon hos oss har öppnat eller ändrat ditt konto: vem det var, när och varför.',
      ],
      ['Ladda ner mina uppgifter', 'Längst ner under [Mina uppgifter](/my-details) hämtar du allt som vi har om dig som en fil.'],
      [
        'Hur blir jag raderad?',
        'Tryck på *Be om att bli raderad* under [Mina uppgifter](/my-details). Supporten avgör och svarar dig; lagen kan kräva att något sparas. När du är raderad finns inte kontot mer.',
      ],
    ],
  },
  {
    key: 'devices',
    title: 'Enheter och inloggningar',
    keywords: 'datorer telefoner surfplatta session',
    isForMembers: true,
    sections: [
      [
        'Var är jag inloggad?',
        'Under [Mina uppgifter](/my-details) står varje dator och telefon där du är inloggad just nu, och dina senaste inloggningar. Där loggar du ut en i taget, eller alla på en gång.',
      ],
      [
        'Jag har tappat bort min telefon',
        'Logga in på en annan enhet och logga ut telefonen under [Mina uppgifter](/my-details). Skriv sedan in ditt nya mobilnummer. Behöver du koden från telefonen för att komma in ringer du supporten, som tar bort numret.',
      ],
    ],
  },
  {
    key: 'contact',
    title: 'Kontakta oss',
    keywords: 'support kundtjänst servicedesk öppettider ärende',
    sections: [
      [
        'Hur skriver jag till er?',
        'Öppna [Kontakta oss](/contact), längst ner på varje sida, och välj vad det gäller. Du får en kopia med e-post. Skriv inte ditt personnummer: vi behöver det inte. Telefonnumret står längst ner på sidan.',
      ],
      [
        'Var ser jag svaret på mitt ärende?',
        'Svaret kommer med e-post. Är du inloggad står det också under [Mina ärenden](/contact/cases), där du kan skriva mer.',
      ],
      [
        'Hur vet ni i telefon att det är jag?',
        'Vi kan skicka en kod till numret som vi redan har, och be dig läsa upp den. På din egen sida och hos oss står samma två ord, så att du vet att du talar med rätt person.',
      ],
    ],
  },
  {
    key: 'session',
    title: 'Utloggad av sig självt',
    keywords: 'timeout tid gått ut inaktiv',
    sections: [
      [
        'Varför blev jag utloggad?',
        'När du inte har gjort något på en stund loggar vi ut dig, så att ingen annan kan fortsätta vid din dator. Innan dess frågar sidan om du vill stanna. Efter ett nytt lösenord loggas du också ut på andra ställen.',
      ],
      ['Försvann det jag hade skrivit?', 'Nej. Logga in igen, så står det kvar i fältet där du skrev det.'],
    ],
  },
  {
    key: 'systems',
    title: 'Andra system',
    keywords: 'program tjänster appar lönesystem schema länkar',
    isForMembers: true,
    sections: [
      [
        'Hur öppnar jag ett annat system?',
        'De system som du har tillgång till står på [startsidan](/). Saknas något, fråga din chef eller supporten: vad du ser beror på vilka grupper du är med i.',
      ],
      [
        'Vad får systemet veta om mig?',
        'Första gången frågar vi om systemet får veta till exempel ditt namn och din e-postadress, om inte organisationen har bestämt det. Lösenordet får det aldrig.',
      ],
    ],
  },
  {
    key: 'browser',
    title: 'Webbläsare och tillgänglighet',
    keywords: 'chrome firefox safari edge cookies kakor',
    sections: [
      [
        'Vilken webbläsare behöver jag?',
        'En som är uppdaterad. Allt går att göra också utan JavaScript, men kakor måste vara tillåtna: utan dem vet vi inte att det är du på nästa sida.',
      ],
      [
        'Större text, mörkt läge och tangentbord',
        'Förstora texten i webbläsaren, så flyttar sidan om sig. Den följer telefonens eller datorns mörka läge, går att använda med bara tangentbord och läses upp av skärmläsare.',
      ],
    ],
  },
]

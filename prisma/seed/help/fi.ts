import type { HelpArticle } from './article'

export const helpInFinnish: HelpArticle[] = [
  {
    key: 'sign-in',
    title: 'Kirjautuminen sisään ja ulos',
    keywords: 'sisäänkirjautuminen login tili',
    sections: [
      [
        'Mitä kirjoitan käyttäjätunnukseksi?',
        'Kirjoita sähköpostiosoitteesi tai käyttäjätunnuksesi. Tunnuksessa isoilla ja pienillä kirjaimilla ei ole väliä, salasanassa on.',
      ],
      [
        'En pääse sisään',
        'Tarkista ensin, että tunnus ja salasana ovat oikein ja että Caps Lock on pois päältä. Jos se ei auta, avaa kirjautumissivulta linkki *Unohtuiko käyttäjätunnus tai salasana?* Emme koskaan kerro, kumpi niistä on väärin, jotta kukaan muu ei voi kokeilla.',
      ],
      [
        'Muistaako tietokone minut?',
        'Voit merkitä ruudun *Muista kirjautumiseni* omalla tietokoneellasi. Älä tee niin koneella, jota muutkin käyttävät, esimerkiksi kirjastossa.',
      ],
      ['Miten kirjaudun ulos?', 'Valitse *Kirjaudu ulos* sivun yläreunasta; puhelimessa se on valikossa. Tee niin aina koneella, jota muutkin käyttävät.'],
    ],
  },
  {
    key: 'password',
    title: 'Salasana',
    keywords: 'password lösenord salasanat salasanan vaihto',
    sections: [
      [
        'Olen unohtanut salasanani',
        'Avaa kirjautumissivulta linkki *Unohtuiko käyttäjätunnus tai salasana?* ja kerro, kuka olet. Lähetämme koodin sähköpostiisi tai matkapuhelimeesi. Kun olet kirjoittanut koodin, valitset uuden salasanan. Kukaan meillä ei näe vanhaa.',
      ],
      [
        'Miten vaihdan salasanan?',
        'Kirjaudu sisään ja avaa [Omat tiedot](/my-details). Kohdassa *Salasana* kirjoitat nykyisen ja sitten uuden kaksi kertaa. Sinut kirjataan silloin ulos kaikkialta muualta.',
      ],
      [
        'Miksi uusi salasana ei kelpaa?',
        'Säännöt merkitään täytetyiksi yksi kerrallaan, kun kirjoitat. Näet siis, mikä puuttuu: salasana on esimerkiksi liian lyhyt, liian tavallinen tai muistuttaa nimeäsi. Monta sanaa peräkkäin on turvallinen ja helppo muistaa.',
      ],
    ],
  },
  {
    key: 'user-name',
    title: 'Käyttäjätunnus',
    keywords: 'tunnus käyttäjänimi',
    sections: [
      [
        'Olen unohtanut käyttäjätunnukseni',
        'Käyttäjätunnuksesi on sähköpostiosoitteesi. Jos et muista, mikä niistä, avaa kirjautumissivulta linkki *Unohtuiko käyttäjätunnus tai salasana?* ja valitse, että olet unohtanut tunnuksen. Lähetämme sen sinulle.',
      ],
      ['Vanha käyttäjätunnus ei enää käy', 'Vanhalla tunnuksella pääset vielä sisään. Kerromme silloin, mitä kirjoitat jatkossa: oman sähköpostiosoitteesi.'],
    ],
  },
  {
    key: 'register',
    title: 'Rekisteröityminen',
    keywords: 'uusi tili luo tunnus asukas',
    sections: [
      [
        'Miten saan tunnuksen?',
        'Valitse kirjautumissivulta *Luo käyttäjätunnus* ja kirjoita sähköpostiosoitteesi. Lähetämme siihen koodin ja linkin. Kun olet vahvistanut osoitteen, valitset salasanan, ja tili on valmis.',
      ],
      [
        'Vahvistusviesti ei tullut',
        'Katso roskapostista ja tarkista, että osoite oli oikein. Jos sinulla on jo tili, viestissä kerrotaan se, eikä uutta tehdä.',
      ],
    ],
  },
  {
    key: 'first-password',
    title: 'Ensimmäinen salasana',
    keywords: 'kertakäyttöinen salasana kirje pin ensimmäinen kerta',
    sections: [
      [
        'Mistä saan ensimmäisen salasanan?',
        'Asiakaspalvelu voi lähettää sinulle ensimmäisen salasanan tekstiviestillä, sähköpostilla tai kirjeellä. Sitä voi käyttää yhden kerran, ja se vanhenee jonkin ajan kuluttua.',
      ],
      [
        'Mitä teen ensimmäisellä salasanalla?',
        'Avaa viestin linkki tai lue kirjeen ruutukuvio puhelimen kameralla. Kirjoita saamasi salasana ja valitse sen jälkeen oma.',
      ],
      [
        'Ensimmäinen salasana ei toimi',
        'Jos olet saanut monta, vain viimeinen on voimassa. Jos olet jo käyttänyt sen tai aika on mennyt umpeen, tarvitset uuden: soita asiakaspalveluun.',
      ],
    ],
  },
  {
    key: 'codes',
    title: 'Kertakäyttökoodit',
    keywords: 'tekstiviesti koodi kuusi numeroa vahvistus tunnistautuminen sms',
    sections: [
      [
        'Miksi minun pitää kirjoittaa koodi?',
        'Salasana voi joutua vääriin käsiin. Koodi osoittaa, että se olet sinä, koska vain sinulla on puhelimesi tai sähköpostisi. Lähetämme sen esimerkiksi silloin, kun vaihdat numeron tai osoitteen.',
      ],
      [
        'Koodi ei tule perille',
        'Odota muutama minuutti ja katso roskapostista, jos se tulee sähköpostilla. Sivu näyttää, miten pitkälle viesti on päässyt. Valitse sitten *Lähetä uusi koodi*: edellinen ei enää kelpaa. Jos numero on väärä tai vanha, asiakaspalvelu auttaa.',
      ],
      [
        'Mitä koodin edessä oleva kirjain ja numero tarkoittavat?',
        'Ne ovat sekä sivulla että viestissä, esimerkiksi **K7**. Niistä tiedät, mikä viesti kuuluu sivulle, jos olet saanut monta. Kirjoitat vain kuusi numeroa.',
      ],
      [
        'Joku pyytää koodiani',
        'Älä anna sitä kenellekään. Kun olet itse soittanut meille, voimme pyytää sinua lukemaan koodin ääneen, ja silloin viestissä lukee, että se on sitä varten. Jos joku muu kysyy, hän yrittää päästä tilillesi.',
      ],
    ],
  },
  {
    key: 'lock',
    title: 'Lukittu tili',
    keywords: 'lukossa lukkiutunut estetty suljettu',
    sections: [
      [
        'Miksi tilini on lukittu?',
        'Kun salasana on ollut väärin liian monta kertaa, tili lukkiutuu hetkeksi, jotta kukaan ei voi arvailla. Usein syynä on puhelin tai tabletti, jossa on vielä vanha salasanasi. Lähetämme viestin, jossa kerrotaan, milloin tili aukeaa.',
      ],
      [
        'Miten avaan tilin lukituksen?',
        'Odota, kunnes aika on kulunut, niin se aukeaa itsestään. Jos et halua odottaa, avaa kirjautumissivulta linkki *Unohtuiko käyttäjätunnus tai salasana?*, kirjoita lähettämämme koodi ja valitse, avaatko lukituksen vai vaihdatko salasanan.',
      ],
    ],
  },
  {
    key: 'not-me',
    title: 'Se en ollut minä',
    keywords: 'kaapattu hakkeroitu murto huijaus tuntematon kirjautuminen turvallisuus',
    sections: [
      [
        'Sain viestin asiasta, jota en ole tehnyt',
        'Avaa viestin linkki ja valitse *Jäädytä tilini*. Tili suljetaan heti, kaikki kirjataan ulos ja asiakaspalvelu saa asian hoitaakseen. Jos se olit sinä itse, sinun ei tarvitse tehdä mitään.',
      ],
      [
        'Miten jäädytetty tili avataan?',
        'Soita asiakaspalveluun ja pidä asian numero valmiina. Kun tiedämme, että se olet sinä, avaamme tilin yhdessä, ja valitset uuden salasanan.',
      ],
    ],
  },
  {
    key: 'details',
    title: 'Omat tiedot',
    keywords: 'muuttaa päivittää profiili yhteystiedot',
    isForMembers: true,
    sections: [
      [
        'Matkapuhelinnumeron vaihtaminen',
        'Avaa [Omat tiedot](/my-details) ja kirjoita uusi puhelinnumero. Lähetämme siihen koodin, ja numero tulee voimaan, kun olet kirjoittanut sen. Vanhaa numeroa et tarvitse, jos pääset kirjautumaan.',
      ],
      [
        'Sähköpostiosoitteen vaihtaminen',
        'Avaa [Omat tiedot](/my-details) ja kirjoita uusi osoite. Lähetämme siihen koodin ja vanhaan osoitteeseen viestin, että se on vaihdettu.',
      ],
      [
        'Nimen tai postiosoitteen muuttaminen',
        'Kohdassa [Omat tiedot](/my-details) muutat sen, minkä itse voit muuttaa, esimerkiksi kun olet muuttanut. Muista tiedoista huolehtii kaupunki: kirjoita sille sivulla [Ota yhteyttä](/contact).',
      ],
      [
        'Kielen vaihtaminen',
        'Kielet ovat jokaisen sivun yläreunassa. Kohdassa [Omat tiedot](/my-details) valitset, millä kielellä saat tekstiviestit ja sähköpostit.',
      ],
    ],
  },
  {
    key: 'privacy',
    title: 'Henkilötietosi',
    keywords: 'gdpr tietosuoja yksityisyys henkilötiedot',
    isForMembers: true,
    sections: [
      [
        'Kuka on katsonut tiliäni?',
        'Kohdassa [Omat tiedot](/my-details/log) näet jokaisen kerran, kun joku meiltä on avannut tilisi tai muuttanut sitä: kuka, milloin ja miksi.',
      ],
      ['Omien tietojen lataaminen', 'Sivun [Omat tiedot](/my-details) lopusta lataat tiedostona kaiken, mitä meillä on sinusta.'],
      [
        'Miten tietoni poistetaan?',
        'Valitse *Pyydä poistamista* kohdassa [Omat tiedot](/my-details). Asiakaspalvelu päättää ja vastaa sinulle; laki voi vaatia säilyttämään jotakin. Poiston jälkeen tiliä ei enää ole.',
      ],
    ],
  },
  {
    key: 'devices',
    title: 'Laitteet ja kirjautumiset',
    keywords: 'tietokoneet puhelimet tabletti istunto',
    isForMembers: true,
    sections: [
      [
        'Missä olen kirjautuneena?',
        'Kohdassa [Omat tiedot](/my-details) on jokainen tietokone ja puhelin, jossa olet nyt kirjautuneena, ja viimeisimmät kirjautumisesi. Siellä kirjaat ulos yhden kerrallaan tai kaikki kerralla.',
      ],
      [
        'Olen hukannut puhelimeni',
        'Kirjaudu toisella laitteella ja kirjaa puhelin ulos kohdassa [Omat tiedot](/my-details). Kirjoita sitten uusi matkapuhelinnumerosi. Jos et pääse sisään, soita asiakaspalveluun, joka poistaa kadonneen numeron.',
      ],
    ],
  },
  {
    key: 'contact',
    title: 'Ota yhteyttä',
    keywords: 'tuki asiakaspalvelu aukioloajat yhteydenotto',
    sections: [
      [
        'Miten kirjoitan teille?',
        'Avaa jokaisen sivun alareunasta [Ota yhteyttä](/contact) ja valitse, mitä asia koskee. Saat kopion sähköpostiisi. Älä kirjoita henkilötunnustasi: emme tarvitse sitä. Puhelinnumero on sivun alareunassa.',
      ],
      [
        'Missä näen vastauksen?',
        'Vastaus tulee sähköpostilla. Kun olet kirjautunut, se on myös sivulla [Omat asiat](/contact/cases), jossa voit kirjoittaa lisää.',
      ],
      [
        'Mistä tiedätte puhelimessa, että se olen minä?',
        'Voimme lähettää koodin numeroon, joka meillä jo on, ja pyytää sinua lukemaan sen ääneen. Omalla sivullasi ja meillä on samat kaksi sanaa, joten tiedät puhuvasi oikean henkilön kanssa.',
      ],
    ],
  },
  {
    key: 'session',
    title: 'Automaattinen uloskirjautuminen',
    keywords: 'aikakatkaisu aika umpeutunut toimeton',
    sections: [
      [
        'Miksi minut kirjattiin ulos?',
        'Kun et ole tehnyt mitään hetkeen, kirjaamme sinut ulos, jotta kukaan muu ei voi jatkaa koneellasi. Sitä ennen sivu kysyy, haluatko jäädä. Uuden salasanan jälkeen sinut kirjataan ulos myös muualta.',
      ],
      ['Katosiko se, mitä olin kirjoittanut?', 'Ei. Kirjaudu uudelleen, niin teksti on yhä kentässä, johon kirjoitit sen.'],
    ],
  },
  {
    key: 'systems',
    title: 'Muut palvelut',
    keywords: 'järjestelmät ohjelmat sovellukset kirjasto varhaiskasvatus linkit',
    isForMembers: true,
    sections: [
      [
        'Miten avaan toisen palvelun?',
        'Palvelut, joita voit käyttää, ovat [etusivulla](/). Jos jokin puuttuu, kysy asiakaspalvelusta: se, mitä näet, riippuu ryhmistä, joihin kuulut.',
      ],
      [
        'Mitä palvelu saa tietää minusta?',
        'Ensimmäisellä kerralla kysymme, saako palvelu tietää esimerkiksi nimesi ja sähköpostiosoitteesi, ellei kaupunki ole päättänyt sitä. Salasanaa se ei saa koskaan.',
      ],
    ],
  },
  {
    key: 'browser',
    title: 'Selain ja saavutettavuus',
    keywords: 'chrome firefox safari edge evästeet',
    sections: [
      [
        'Millaisen selaimen tarvitsen?',
        'Ajan tasalla olevan. Kaikki onnistuu myös ilman JavaScriptiä, mutta evästeet on sallittava: ilman niitä emme tiedä seuraavalla sivulla, että se olet sinä.',
      ],
      [
        'Suurempi teksti, tumma tila ja näppäimistö',
        'Suurenna teksti selaimessa, niin sivu asettuu uudelleen. Se noudattaa laitteen tummaa tilaa, toimii pelkällä näppäimistöllä ja ruudunlukijalla.',
      ],
    ],
  },
]

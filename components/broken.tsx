'use client'

import { useEffect, useState } from 'react'

// An error page gets no words from the server, so these few stand here; a language that is missing reads English.
const words: Record<string, { title: string; text: string; reference: string }> = {
  en: {
    title: 'Something went wrong on our side',
    text: 'Nothing you saved is lost. Go back and try again in a minute.',
    reference: 'Reference if you call us:',
  },
  sv: {
    title: 'Något gick fel hos oss',
    text: 'Inget som du har sparat är borta. Gå tillbaka och försök igen om en minut.',
    reference: 'Referens om du ringer oss:',
  },
  nb: {
    title: 'Noe gikk galt hos oss',
    text: 'Ingenting du har lagret, er borte. Gå tilbake og prøv igjen om et minutt.',
    reference: 'Referanse hvis du ringer oss:',
  },
  fi: {
    title: 'Meillä tapahtui virhe',
    text: 'Mitään tallentamaasi ei ole kadonnut. Palaa takaisin ja yritä uudelleen minuutin päästä.',
    reference: 'Viite, jos soitat meille:',
  },
}

/** The page for what should not have happened: says so in the page's language, with the reference that the log has. */
export function Broken({ reference }: { reference?: string }) {
  const [language, setLanguage] = useState('en')
  useEffect(() => setLanguage(document.documentElement.lang), [])
  const say = words[language] ?? words.en
  return (
    <main id="main" className="within page narrow">
      <div className="stack">
        <h1>{say?.title}</h1>
        <p>{say?.text}</p>
        {reference && (
          <p className="quiet">
            {say?.reference} <strong className="mono">{reference}</strong>
          </p>
        )}
      </div>
    </main>
  )
}

'use client'

import { useEffect, useState } from 'react'
import { ButtonLink } from './button'

// An error page gets no words from the server, so these few stand here; a language that is missing reads English.
const words: Record<string, { title: string; text: string; again: string; reference: string }> = {
  en: {
    title: 'Something went wrong on our side',
    text: 'Nothing you saved is lost. Try again in a minute.',
    again: 'Try again',
    reference: 'Reference if you call us:',
  },
  sv: {
    title: 'Något gick fel hos oss',
    text: 'Inget som du har sparat är borta. Försök igen om en minut.',
    again: 'Försök igen',
    reference: 'Referens om du ringer oss:',
  },
  nb: {
    title: 'Noe gikk galt hos oss',
    text: 'Ingenting du har lagret, er borte. Prøv igjen om et minutt.',
    again: 'Prøv igjen',
    reference: 'Referanse hvis du ringer oss:',
  },
  fi: {
    title: 'Meillä tapahtui virhe',
    text: 'Mitään tallentamaasi ei ole kadonnut. Yritä uudelleen minuutin päästä.',
    again: 'Yritä uudelleen',
    reference: 'Viite, jos soitat meille:',
  },
}

const tryKept = 'porten-reloaded'
/** A page that breaks again so soon is not loaded a third time; milliseconds. */
const soon = 30_000

/** A script that did not come, on a line that failed for a moment: the page is whole when it is loaded again. */
function isWorthReloading(error: Error): boolean {
  try {
    return error.name === 'ChunkLoadError' && Date.now() - Number(sessionStorage.getItem(tryKept)) > soon
  } catch {
    return false // a browser that keeps nothing could not know that it has tried
  }
}

/** The language of the page that broke; drawn by the browser alone, which still has that page then. */
export const languageOfPage = () => (typeof document === 'undefined' ? 'en' : document.documentElement.lang)

/** The page for what should not have happened: says so in the page's language, with the reference that the log has. */
export function Broken({ error }: { error: Error & { digest?: string } }) {
  const [isLeaving] = useState(() => isWorthReloading(error))
  useEffect(() => {
    if (!isLeaving) return
    sessionStorage.setItem(tryKept, String(Date.now()))
    window.location.reload()
  }, [isLeaving])
  if (isLeaving) return null
  const say = words[languageOfPage()] ?? words.en
  return (
    <main id="main" className="within page narrow">
      <div className="stack">
        <h1>{say?.title}</h1>
        <p>{say?.text}</p>
        <p>
          <ButtonLink href="">{say?.again}</ButtonLink>
        </p>
        {error.digest && (
          <p className="quiet">
            {say?.reference} <strong className="mono">{error.digest}</strong>
          </p>
        )}
      </div>
    </main>
  )
}

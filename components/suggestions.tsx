'use client'
import { useEffect, useState } from 'react'

type Suggestion = { href: string; heading: string; title: string; language: string }

/** So long after the last letter is asked; milliseconds. */
const pause = 700

/** What may answer already, while a field is written in: up to three links. Without script, or an answer, nothing. */
export function Suggestions({ fieldId, href, title }: { fieldId: string; href: string; title: string }) {
  const [found, setFound] = useState<Suggestion[]>([])
  useEffect(() => {
    const field = document.getElementById(fieldId)
    if (!(field instanceof HTMLTextAreaElement)) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let asked = new AbortController()
    const ask = async () => {
      asked = new AbortController()
      const answer = await fetch(`${href}?q=${encodeURIComponent(field.value.slice(0, 500))}`, { signal: asked.signal }).catch(() => null)
      const suggestions: Suggestion[] = answer?.ok ? await answer.json().catch(() => []) : []
      if (!asked.signal.aborted) setFound(suggestions)
    }
    const wait = () => {
      clearTimeout(timer)
      asked.abort()
      timer = setTimeout(ask, pause)
    }
    field.addEventListener('input', wait)
    if (field.value) wait() // typed before the script ran, or brought along
    return () => {
      clearTimeout(timer)
      asked.abort()
      field.removeEventListener('input', wait)
    }
  }, [fieldId, href])
  return (
    <div role="status" className="status">
      {found.length > 0 && (
        <div className="notice stack tight">
          <strong>{title}</strong>
          <ul className="lines">
            {found.map((suggestion) => (
              <li key={suggestion.href} lang={suggestion.language}>
                <a href={suggestion.href} target="_blank" rel="noopener">
                  {suggestion.heading}
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

'use client'
import { type FormEvent, useEffect, useState } from 'react'
import type { OpeningPlace, OpeningProblem } from './open-board'
import type { OpeningWords } from './opening-words'

type Props = OpeningPlace & { cards: string[]; openedHref: string; doneHref: string; words: OpeningWords }

/** Takes two cards, opens the ballots in this browser, and hands in what they held. The key leaves the browser no more than it came into it. */
export function OpenBallots({ cards, openedHref, doneHref, words, ...place }: Props) {
  const [isAwake, setAwake] = useState(false)
  const [isWorking, setWorking] = useState(false)
  const [problem, setProblem] = useState<OpeningProblem>()
  useEffect(() => setAwake(true), [])

  async function open(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isWorking) return
    const [one = '', other = ''] = new FormData(event.currentTarget).getAll('card').map(String)
    setProblem(undefined)
    setWorking(true)
    window.addEventListener('beforeunload', askBeforeLeaving)
    const board = await import('./open-board').catch(() => null) // on a line that has gone meanwhile
    const answer = board ? await board.openWithCards(place, one, other) : 'away'
    const refused = typeof answer === 'string' ? answer : await handIn(openedHref, answer)
    window.removeEventListener('beforeunload', askBeforeLeaving)
    setWorking(false)
    if (refused) setProblem(refused)
    else window.location.assign(doneHref)
  }

  if (!isAwake) return <noscript>{words.script}</noscript>
  return (
    <form className="stack w-full" onSubmit={open} noValidate>
      <div role="alert">{problem && <p className="notice">{words[problem]}</p>}</div>
      {cards.map((card, at) => (
        <div key={card} className="field">
          <label htmlFor={`card-${at}`}>{card}</label>
          <textarea id={`card-${at}`} name="card" rows={3} className="control mono" autoComplete="off" spellCheck={false} />
        </div>
      ))}
      <button type="submit" className="button" aria-disabled={isWorking || undefined}>
        {words.open}
      </button>
      <div role="status">{isWorking && <p>{words.working}</p>}</div>
    </form>
  )
}

/** Leaving breaks the opening off, and it would have to be done again. */
const askBeforeLeaving = (event: BeforeUnloadEvent) => event.preventDefault()

async function handIn(href: string, opened: unknown): Promise<OpeningProblem | null> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(href, { method: 'POST', body: JSON.stringify(opened), headers, redirect: 'error' }).catch(() => null)
  if (!answer) return 'away'
  return answer.ok ? null : 'refused'
}

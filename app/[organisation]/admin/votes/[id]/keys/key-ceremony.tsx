'use client'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { ActionForm, type ActionFormProps } from '@/components/action-form'
import type { Question } from '@/lib/ballots/schema'
import type { CeremonyWords } from './ceremony-words'

type Props = Omit<ActionFormProps, 'children' | 'id'> & {
  election: string
  title: string
  questions: Question[]
  words: CeremonyWords
  /** the names of the three cards */
  cards: string[]
  /** the rest of the form that hands the key in */
  children: ReactNode
}

type Step = { name: 'before' } | { name: 'made' | 'typing' | 'tried'; sealKey: string; shares: string[] }

/**
 * Makes the key in this browser, shares it out on three cards of paper, and has them typed back: each two must open a ballot before
 * the public half goes to the portal. The secret is nowhere but here and on the cards.
 */
export function KeyCeremony({ election, title, questions, words, cards, children, ...form }: Props) {
  const [isAwake, setAwake] = useState(false)
  const [step, setStep] = useState<Step>({ name: 'before' })
  const [wrong, setWrong] = useState<(string | null)[]>([])
  useEffect(() => setAwake(true), [])

  async function start() {
    const { makeKeyCards } = await import('@/lib/ballots/key-cards')
    setWrong([])
    setStep({ name: 'made', ...(await makeKeyCards()) })
  }

  async function tryCards(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (step.name !== 'typing') return
    const typed = new FormData(event.currentTarget).getAll('card').map(String)
    const { tryKeyCards } = await import('@/lib/ballots/key-cards')
    const tried = await tryKeyCards({ election, sealKey: step.sealKey, questions }, typed)
    setWrong(tried.map((problem) => problem && words[problem]))
    if (tried.every((problem) => problem === null)) setStep({ name: 'tried', sealKey: step.sealKey, shares: [] })
  }

  if (!isAwake) return <noscript>{words.script}</noscript>
  if (step.name === 'before')
    return (
      <button type="button" className="button" onClick={start}>
        {words.start}
      </button>
    )
  if (step.name === 'made')
    return (
      <>
        {step.shares.map((share, at) => (
          <section key={share} className="notice key-card">
            <h2>
              {cards[at]}: {title}
            </h2>
            <p>{words.cardText}</p>
            <p className="mono select-all">{share.replaceAll('-', ' ')}</p>
          </section>
        ))}
        <div className="row no-print">
          <button type="button" className="button" onClick={() => window.print()}>
            {words.print}
          </button>
          <button type="button" className="button second" onClick={() => setStep({ ...step, name: 'typing', shares: [] })}>
            {words.printed}
          </button>
        </div>
      </>
    )
  if (step.name === 'typing')
    return (
      <form className="stack w-full" onSubmit={tryCards} noValidate>
        <p>{words.type}</p>
        {cards.map((card, at) => (
          <div key={card} className={wrong[at] ? 'field wrong' : 'field'}>
            <label htmlFor={`card-${at}`}>{card}</label>
            {wrong[at] && (
              <p className="error" id={`card-${at}-error`}>
                {wrong[at]}
              </p>
            )}
            <textarea
              id={`card-${at}`}
              name="card"
              rows={3}
              className="control mono"
              autoComplete="off"
              spellCheck={false}
              aria-invalid={wrong[at] ? true : undefined}
              aria-describedby={wrong[at] ? `card-${at}-error` : undefined}
            />
          </div>
        ))}
        <div className="row">
          <button type="submit" className="button">
            {words.try}
          </button>
          <button type="button" className="button plain" onClick={start}>
            {words.again}
          </button>
        </div>
      </form>
    )
  return (
    <ActionForm id="key" {...form}>
      <p role="status">{words.tried}</p>
      <input type="hidden" name="officersKey" value={step.sealKey} />
      {children}
    </ActionForm>
  )
}

'use client'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { ErrorSummary } from '@/components/error-summary'
import type { Choice } from '@/lib/ballots/schema'
import { readAnswer } from '@/lib/elections/rules'
import { BallotQuestions } from '../../../voting/ballot-questions'
import type { QuestionInWords } from '../../../voting/questions-in-words'
import type { BoothWords } from './booth-words'
import { CardTools } from './card-tools'
import type { CastProblem } from './cast-vote'
import type { GiveBackForm } from './give-back'
import { changeKept, type KeptVote, readKept } from './kept-vote'
import { Receipts } from './receipts'

type Props = {
  election: string
  box: string
  manifestHash: string
  isRevotable: boolean
  /** whether a card was collected, here or elsewhere */
  isIssued: boolean
  questions: readonly QuestionInWords[]
  cardHref: string
  signInHref: string
  words: BoothWords
  giveBack: GiveBackForm | null
}

/** The ballot and its one button. Nothing of it is drawn anew by the server: a half-filled ballot stays as it is, also over a lost connection. */
export function Booth({ election, box, manifestHash, isRevotable, isIssued, questions, cardHref, signInHref, words, giveBack }: Props) {
  const [kept, setKept] = useState<KeptVote>()
  const [isVoting, setVoting] = useState(false)
  const [isCasting, setCasting] = useState(false)
  const [errors, setErrors] = useState<Record<number, string>>({})
  const [problem, setProblem] = useState<CastProblem>()
  const form = useRef<HTMLFormElement>(null)
  const top = useRef<HTMLDivElement>(null)

  const look = () => setKept(readKept(election))
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the script runs
  useEffect(look, [])
  const receipts = kept?.receipts ?? []
  const showsForm = kept !== undefined && (receipts.length === 0 || isVoting)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the form comes, and not with each change of what is kept
  useEffect(() => {
    if (showsForm && form.current) fillIn(form.current, readKept(election).draft ?? [])
  }, [showsForm])

  const isElsewhere = kept !== undefined && isIssued && !kept.card && !kept.wish
  const keep = () => form.current && changeKept(election, { draft: typedIn(form.current) })

  async function cast(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isCasting) return
    keep()
    const data = new FormData(event.currentTarget)
    const answers = questions.map((question, at) => readAnswer(question, data.getAll(`q${at}`).map(String), data.getAll(`q${at}-place`).map(String)))
    const wrong = Object.fromEntries(answers.flatMap((answer, at) => (typeof answer === 'string' ? [[at, words[answer]]] : [])))
    setErrors(wrong)
    setProblem(undefined)
    if (Object.keys(wrong).length > 0) return
    setCasting(true)
    const { castVote } = await import('./cast-vote').catch(() => ({ castVote: async () => 'offline' as const }))
    const refused = await castVote({ election, box, manifestHash, cardHref }, answers as Choice[])
    setCasting(false)
    look()
    if (refused) return setProblem(refused)
    setVoting(false)
    top.current?.focus()
  }

  if (kept === undefined) return null
  const listed = Object.entries(errors).map(([at, text]) => ({ text: `${questions[Number(at)]?.text ?? ''} ${text}`, href: `#q${at}` }))
  return (
    <div className="stack w-full" ref={top} tabIndex={-1}>
      <Receipts {...{ election, box, manifestHash, receipts, questions, words }} />
      {isElsewhere && <p className="notice">{words.elsewhere}</p>}
      {showsForm && !isElsewhere && (
        <form ref={form} className="stack w-full" onSubmit={cast} onChange={keep} noValidate>
          {listed.length > 0 && <ErrorSummary title={words.errors} errors={listed} />}
          <BallotQuestions questions={questions} errors={errors} />
          <div role="alert">{problem && <p className="notice">{words[problem]}</p>}</div>
          {problem === 'signedOut' && <a href={signInHref}>{words.signIn}</a>}
          <button type="submit" className="button" aria-disabled={isCasting || undefined}>
            {words.cast}
          </button>
          <div role="status">{isCasting && <p>{words.casting}</p>}</div>
        </form>
      )}
      {receipts.length > 0 && !isVoting && isRevotable && (
        <button type="button" className="button second" onClick={() => setVoting(true)}>
          {words.again}
        </button>
      )}
      <CardTools {...{ election, kept, words }} isElsewhere={isElsewhere} giveBack={isRevotable || receipts.length === 0 ? giveBack : null} onChange={look} />
    </div>
  )
}

const typedIn = (form: HTMLFormElement): [string, string][] => [...new FormData(form)].map(([name, value]) => [name, String(value)])

/** Puts what was typed before back: boxes by their value, lists in their order. */
function fillIn(form: HTMLFormElement, draft: readonly [string, string][]) {
  const places = new Map<string, string[]>()
  for (const [name, value] of draft) places.set(name, [...(places.get(name) ?? []), value])
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement) field.checked = places.get(field.name)?.includes(field.value) ?? false
    if (field instanceof HTMLSelectElement) field.value = places.get(field.name)?.shift() ?? ''
  }
}

'use client'
import { useState } from 'react'
import { fromText } from '@/lib/ballots/bytes'
import { trackingCode } from '@/lib/ballots/cast-ballot'
import type { QuestionInWords } from '../../../voting/questions-in-words'
import type { ReceiptWords } from './booth-words'
import type { Checked } from './check-vote'
import type { KeptReceipt } from './kept-vote'

type Props = {
  election: string
  box: string
  manifestHash: string
  receipts: readonly KeptReceipt[]
  questions: readonly QuestionInWords[]
  words: ReceiptWords
}

/** The receipt of the last ballot, its tracking code, and the button that looks it up on the board. */
export function Receipts({ election, box, manifestHash, receipts, questions, words }: Props) {
  const [checked, setChecked] = useState<Checked | 'checking'>()
  const last = receipts.at(-1)
  if (!last) return null
  const check = async () => {
    setChecked('checking')
    const { checkVote } = await import('./check-vote')
    setChecked(await checkVote({ election, box, manifestHash }, last))
  }
  const said = checked === 'checking' ? words.checking : checked && words[checked.state]
  return (
    <section className="notice good stack tight" aria-label={words.receipt}>
      <p>
        <strong>{words.inBox}</strong>
      </p>
      <p>
        {words.code} <span className="mono inline-block">{trackingCode(fromText(last.hash))}</span>
      </p>
      <p className="text-small">{words.codeText}</p>
      {receipts.length > 1 && <p className="text-small">{words.replaced}</p>}
      <button type="button" className="button second" onClick={check}>
        {words.check}
      </button>
      <div role="status">
        {said && <p>{said}</p>}
        {checked && checked !== 'checking' && checked.choices && (
          <>
            <p>{words.counted}</p>
            <ul>
              {checked.choices.map((choice, at) => (
                <li key={questions[at]?.text}>
                  {questions[at]?.text}: {choice.map((option) => questions[at]?.options[option]).join(', ') || words.blank}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  )
}

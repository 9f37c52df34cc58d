'use client'
import { useActionState } from 'react'
import { untouched } from '@/components/form-state'
import { fromText } from '@/lib/ballots/bytes'
import { Sheet, type SheetWords } from '../../../../voting/sheet'
import { makeSheet } from './actions'

type Props = { election: string; once: string; sheet: SheetWords; words: Record<'make' | 'ready' | 'print', string> }

/** Without a script: the portal makes the card, and this answer alone holds it. Sent again it is the same. */
export function PlainSheet({ election, once, sheet, words }: Props) {
  const [state, send] = useActionState(makeSheet, untouched)
  if (state.secret)
    return (
      <>
        <p role="status">{words.ready}</p>
        <p>{words.print}</p>
        <Sheet words={sheet} card={fromText(state.secret)} />
      </>
    )
  return (
    <form action={send} className="stack">
      {state.errors.map(({ text }) => (
        <p className="notice" role="alert" key={text}>
          {text}
        </p>
      ))}
      <input type="hidden" name="election" value={election} />
      <input type="hidden" name="once" value={state.values.once ?? once} />
      <button type="submit" className="button">
        {words.make}
      </button>
    </form>
  )
}

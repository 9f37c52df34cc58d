'use client'
import { useEffect, useState } from 'react'
import { ActionForm, type ActionFormProps } from '@/components/action-form'
import type { Card } from '@/lib/ballots/card'
import type { Void } from '@/lib/ballots/schema'
import { forgetKept, readKept } from './kept-vote'

export type GiveBackForm = Omit<ActionFormProps, 'children' | 'id'> & { words: { title: string; text: string; send: string } }

type Props = { election: string; form: GiveBackForm }

/** Gives back the card that this browser keeps, for a ballot by post. Once it is given back, nothing of it stays here. */
export function GiveBack({ election, card, form: { words, action, ...form } }: Props & { card: Card }) {
  const [withdrawn, setWithdrawn] = useState<Void>()
  useEffect(() => {
    import('@/lib/ballots/cast-ballot').then(
      ({ withdrawCard }) => setWithdrawn(withdrawCard(election, card.seed)),
      () => {}, // without a connection there is no giving back either
    )
  }, [election, card])

  const send: ActionFormProps['action'] = async (state, data) => {
    const answer = await action(state, data)
    if (answer.redirectTo) forgetKept(election)
    return answer
  }

  if (!withdrawn) return null
  return (
    <details>
      <summary className="link">{words.title}</summary>
      <div className="stack tight">
        <p className="text-small">{words.text}</p>
        <ActionForm id="give-back" action={send} {...form}>
          <input type="hidden" name="election" value={election} />
          <input type="hidden" name="pk" value={withdrawn.pk} />
          <input type="hidden" name="proof" value={withdrawn.proof} />
          <button type="submit" className="button plain">
            {words.send}
          </button>
        </ActionForm>
      </div>
    </details>
  )
}

/** The same where there is no ballot on the page yet: a card that was collected to be printed may be kept before the vote opens. */
export function GiveBackKept({ election, form }: Props) {
  const [card, setCard] = useState<Card>()
  useEffect(() => setCard(readKept(election).card), [election])
  return card ? <GiveBack election={election} card={card} form={form} /> : null
}

'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ActionForm, type ActionFormProps } from '@/components/action-form'
import { untouched } from '@/components/form-state'
import type { CardWish } from '@/lib/ballots/card'
import type { Language } from '@/lib/words/language'
import { Sheet, type SheetWords } from '../../../../voting/sheet'
import type { PileWords } from './pile-words'

type Props = Omit<ActionFormProps, 'children' | 'id'> & {
  election: string
  tokenKey: string
  count: number
  isEnough: boolean
  language: Language
  sheet: SheetWords
  words: PileWords
  /** the rest of the form that has the cards signed */
  children: ReactNode
}

/**
 * Makes a voting card for each sheet of a pile in this browser and has the portal sign them unseen. The sheets are shown once, to be
 * printed: no card is kept here or there, and none has a name. The page is drawn anew behind it when they are signed, with nobody left
 * who waits: what is made stays.
 */
export function PileMaker({ election, tokenKey, count, isEnough, language, sheet, words, children, action, ...form }: Props) {
  const [isAwake, setAwake] = useState(false)
  const [isMaking, setMaking] = useState(false)
  const [blinded, setBlinded] = useState('')
  const [cards, setCards] = useState<Uint8Array[]>([])
  const wishes = useRef<CardWish[]>([])
  useEffect(() => setAwake(true), [])
  useEffect(() => {
    if (cards.length === 0) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    const forget = () => window.removeEventListener('beforeunload', ask)
    window.addEventListener('afterprint', forget)
    return () => {
      forget()
      window.removeEventListener('afterprint', forget)
    }
  }, [cards])

  async function make() {
    if (isMaking) return
    setMaking(true)
    const { askForCard } = await import('@/lib/ballots/card')
    wishes.current = []
    while (wishes.current.length < count) wishes.current.push(await askForCard(tokenKey))
    setMaking(false)
    setBlinded(wishes.current.map((wish) => wish.blinded).join(' '))
  }

  const sign: ActionFormProps['action'] = async (state, data) => {
    const answer = await action(state, data)
    if (!answer.secret) return answer
    const { finishCard } = await import('@/lib/ballots/card')
    const { packSheetCode } = await import('@/lib/papers/sheet')
    const signatures = answer.secret.split(' ')
    const finished = wishes.current.map(async (wish, at) => packSheetCode({ election, language, card: await finishCard(tokenKey, wish, signatures[at] ?? '') }))
    setCards(await Promise.all(finished))
    return untouched
  }

  if (!isAwake) return <noscript>{words.script}</noscript>
  if (cards.length > 0)
    return (
      <>
        <p role="status">{words.ready}</p>
        <button type="button" className="button" onClick={() => window.print()}>
          {words.print}
        </button>
        {cards.map((card, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pile is made once
          <Sheet key={at} words={{ ...sheet, label: `${sheet.label} ${at + 1}` }} card={card} />
        ))}
      </>
    )
  if (blinded)
    return (
      <ActionForm id="pile" action={sign} {...form}>
        <p role="status">{words.made}</p>
        <input type="hidden" name="election" value={election} />
        <input type="hidden" name="blinded" value={blinded} />
        {children}
      </ActionForm>
    )
  if (!isEnough) return <p>{words.few}</p>
  return (
    <>
      <button type="button" className="button" onClick={make} aria-disabled={isMaking || undefined}>
        {words.start}
      </button>
      <div role="status">{isMaking && <p>{words.making}</p>}</div>
    </>
  )
}

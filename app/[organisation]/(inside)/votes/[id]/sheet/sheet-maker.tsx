'use client'
import { useEffect, useState } from 'react'
import type { Language } from '@/lib/words/language'
import { Sheet, type SheetWords } from '../../../../voting/sheet'
import type { BoothWords } from '../booth-words'
import type { CastProblem, Place } from '../cast-vote'
import { readKept } from '../kept-vote'

type Props = {
  place: Place
  isIssued: boolean
  language: Language
  sheet: SheetWords
  signInHref: string
  words: BoothWords & Record<'make' | 'making' | 'ready' | 'print', string>
}

/** Makes the ballot of the card that this browser keeps, or collects: the portal never sees it. */
export function SheetMaker({ place, isIssued, language, sheet, signInHref, words }: Props) {
  const [card, setCard] = useState<Uint8Array>()
  const [isAwake, setAwake] = useState(false)
  const [isMaking, setMaking] = useState(false)
  const [problem, setProblem] = useState<CastProblem>()

  async function show() {
    const kept = readKept(place.election).card
    if (!kept) return
    const { packSheetCode } = await import('@/lib/papers/sheet')
    setCard(packSheetCode({ election: place.election, card: kept, language }))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the script runs
  useEffect(() => {
    setAwake(true)
    void show()
  }, [])

  async function make() {
    if (isMaking) return
    setMaking(true)
    setProblem(undefined)
    const { collectCard } = await import('../cast-vote').catch(() => ({ collectCard: async () => 'offline' as const }))
    const refused = await collectCard(place)
    setMaking(false)
    if (refused) return setProblem(refused)
    await show()
  }

  if (!isAwake) return null
  const { card: kept, wish } = readKept(place.election)
  if (card)
    return (
      <>
        <div role="status">
          <p>{words.ready}</p>
        </div>
        <button type="button" className="button" onClick={() => window.print()}>
          {words.print}
        </button>
        <Sheet words={sheet} card={card} />
      </>
    )
  if (isIssued && !kept && !wish) return <p className="notice">{words.elsewhere}</p>
  return (
    <>
      <div role="alert">{problem && <p className="notice">{words[problem]}</p>}</div>
      {problem === 'signedOut' && <a href={signInHref}>{words.signIn}</a>}
      <button type="button" className="button" onClick={make} aria-disabled={isMaking || undefined}>
        {words.make}
      </button>
      <div role="status">{isMaking && <p>{words.making}</p>}</div>
    </>
  )
}

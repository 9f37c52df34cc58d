'use client'
import { type ChangeEvent, useState } from 'react'
import type { BoothWords } from './booth-words'
import { GiveBack, type GiveBackForm } from './give-back'
import { changeKept, forgetKept, type KeptVote } from './kept-vote'

type Props = {
  election: string
  kept: KeptVote
  words: BoothWords
  isElsewhere: boolean
  /** where a ballot by post can still come instead */
  giveBack: GiveBackForm | null
  onChange: () => void
}

/** Taking the card to another device, bringing it from there, and leaving nothing behind on a shared one. */
export function CardTools({ election, kept, words, isElsewhere, giveBack, onChange }: Props) {
  const [isWrong, setWrong] = useState(false)

  function save() {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([JSON.stringify({ election, ...kept.card })], { type: 'application/json' }))
    link.download = `card-${election.slice(0, 8)}.json`
    link.click()
    URL.revokeObjectURL(link.href)
  }

  async function use(event: ChangeEvent<HTMLInputElement>) {
    const text = (await event.target.files?.[0]?.text()) ?? ''
    const { askedFor, ...card } = readCardFile(text)
    const isRight = askedFor === election && card.seed !== '' && card.tokenMsg !== '' && card.tokenSig !== ''
    setWrong(!isRight)
    if (isRight) changeKept(election, { card })
    onChange()
  }

  function forget() {
    forgetKept(election)
    onChange()
  }

  return (
    <>
      {isElsewhere && (
        <div className={isWrong ? 'field wrong' : 'field'}>
          <label htmlFor="card-file">{words.useCard}</label>
          <p className="hint text-hint" id="card-file-hint">
            {words.useCardHint}
          </p>
          {isWrong && <p className="error">{words.wrongCard}</p>}
          <input id="card-file" type="file" accept="application/json,.json" className="control" aria-describedby="card-file-hint" onChange={use} />
        </div>
      )}
      {kept.card && (
        <details>
          <summary className="link">{words.saveCard}</summary>
          <div className="stack tight">
            <p className="text-small">{words.saveCardText}</p>
            <button type="button" className="button plain" onClick={save}>
              {words.saveCard}
            </button>
            <p className="text-small">{words.forgetText}</p>
            <button type="button" className="button plain" onClick={forget}>
              {words.forget}
            </button>
          </div>
        </details>
      )}
      {kept.card && giveBack && <GiveBack election={election} card={kept.card} form={giveBack} />}
    </>
  )
}

function readCardFile(text: string) {
  try {
    const { election, seed, tokenMsg, tokenSig } = JSON.parse(text) as Record<string, unknown>
    return { askedFor: String(election), seed: String(seed ?? ''), tokenMsg: String(tokenMsg ?? ''), tokenSig: String(tokenSig ?? '') }
  } catch {
    return { askedFor: '', seed: '', tokenMsg: '', tokenSig: '' }
  }
}

'use client'
import { useCallback, useEffect, useState } from 'react'

export type SessionWarningProps = {
  secondsToIdleEnd: number
  /** answers a POST with success while the session lives, and makes it live on */
  keepAliveHref: string
  labels: { title: string; text: string; stay: string; endedTitle: string; endedText: string; signIn: string }
  signInHref: string
}

const secondsOfWarning = 120

/** Warns two minutes before a session ends from idleness (WCAG 2.2.1). What was typed stays on the page. */
export function SessionWarning({ secondsToIdleEnd, keepAliveHref, labels, signInHref }: SessionWarningProps) {
  const [endsAt, setEndsAt] = useState<number>()
  const [stage, setStage] = useState<'quiet' | 'warned' | 'ended'>('quiet')
  const startAgain = useCallback(() => {
    setEndsAt(Date.now() + secondsToIdleEnd * 1_000)
    setStage('quiet')
  }, [secondsToIdleEnd])

  useEffect(startAgain, [startAgain])
  useEffect(() => {
    if (endsAt === undefined) return
    // By the clock and not by one long timer: a laptop that slept has no warning left to give.
    const look = () => {
      const left = endsAt - Date.now()
      setStage(left <= 0 ? 'ended' : left <= secondsOfWarning * 1_000 ? 'warned' : 'quiet')
    }
    const timer = setInterval(look, 5_000)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [endsAt])

  const stay = async () => {
    const answer = await fetch(keepAliveHref, { method: 'POST', redirect: 'manual' }).catch(() => undefined)
    if (answer?.ok) startAgain()
    else if (answer) setStage('ended')
  }
  const isEnded = stage === 'ended'
  return (
    <div role="status">
      {stage !== 'quiet' && (
        <section
          className="stack tight fixed right-4 bottom-4 left-4 z-10 ml-auto max-w-measure rounded-card border-2 border-solid border-brand bg-raised p-5"
          aria-label={labels.title}
        >
          <h2 className="text-part">{isEnded ? labels.endedTitle : labels.title}</h2>
          <p>{isEnded ? labels.endedText : labels.text}</p>
          {isEnded ? (
            <a className="button" href={signInHref}>
              {labels.signIn}
            </a>
          ) : (
            <button type="button" className="button" onClick={stay}>
              {labels.stay}
            </button>
          )}
        </section>
      )}
    </div>
  )
}

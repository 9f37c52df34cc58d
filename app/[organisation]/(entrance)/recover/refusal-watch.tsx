'use client'

import { useEffect, useState } from 'react'

type Props = { href: string; text: string; isRefused: boolean; isWatched: boolean }

/** Asks a few times whether the mail was refused, and says so without touching what is being typed. */
export function RefusalWatch({ href, text, isRefused: wasRefused, isWatched }: Props) {
  const [isRefused, setRefused] = useState(wasRefused)
  useEffect(() => {
    if (!isWatched) return
    let looks = 0
    const timer = setInterval(async () => {
      const answer = await fetch(href).catch(() => null)
      const said = answer?.ok ? await answer.json() : null
      if (said?.isRefused) setRefused(true)
      if (said?.isRefused || ++looks >= 15) clearInterval(timer)
    }, 2_000)
    return () => clearInterval(timer)
  }, [href, isWatched])
  return <div role="alert">{isRefused && <p className="error">{text}</p>}</div>
}

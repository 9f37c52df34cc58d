'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Asks for the page anew while something is at work; without a script the browser loads it again. */
export function KeepFresh({ seconds = 2 }: { seconds?: number }) {
  const router = useRouter()
  useEffect(() => {
    const clock = setInterval(() => router.refresh(), seconds * 1_000)
    return () => clearInterval(clock)
  }, [router, seconds])
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(seconds + 1)} />
    </noscript>
  )
}

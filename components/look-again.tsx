'use client'
import { useEffect } from 'react'

/** While long work is on its way: the page looks again by itself, and has a link for whoever would rather say when. */
export function LookAgain({ href, label, afterMs = 2_000 }: { href: string; label: string; afterMs?: number }) {
  useEffect(() => {
    const timer = setTimeout(() => window.location.reload(), afterMs)
    return () => clearTimeout(timer)
  }, [afterMs])
  return (
    <p>
      <noscript>
        <meta httpEquiv="refresh" content="5" />
      </noscript>
      <a href={href}>{label}</a>
    </p>
  )
}

'use client'

import { useEffect } from 'react'

/** With JavaScript the next page waits by itself; a form that was sent before the script ran leads here all the same. */
export function GoOn({ href }: { href: string }) {
  useEffect(() => window.location.replace(href), [href])
  return null
}

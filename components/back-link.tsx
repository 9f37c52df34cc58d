import type { ReactNode } from 'react'

/** To the page that this one was opened from. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className="back text-hint" href={href}>
      <span aria-hidden="true">←&nbsp; </span>
      {children}
    </a>
  )
}

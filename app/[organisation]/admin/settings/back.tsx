import type { ReactNode } from 'react'

export const Back = ({ href, children }: { href: string; children: ReactNode }) => (
  <a className="back text-hint" href={href}>
    <span aria-hidden="true">←&nbsp; </span>
    {children}
  </a>
)

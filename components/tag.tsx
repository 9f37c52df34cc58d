import type { ReactNode } from 'react'

const classes = { brand: 'tag', good: 'tag good', bad: 'tag bad' }

/** A word or two about the state of something. */
export function Tag({ tone = 'brand', children }: { tone?: keyof typeof classes; children: ReactNode }) {
  return <span className={classes[tone]}>{children}</span>
}

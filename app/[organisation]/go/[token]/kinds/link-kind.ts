import type { ReactNode } from 'react'
import type { Answer } from '@/lib/web/actions'
import type { Visit } from '@/lib/web/visit'

/** A page's heading and title, and what stands below it. */
export type Shown = { title: string; body: ReactNode }

/** One kind of link that a message carries. Each looks its token up itself: of all kinds one at most knows it. */
export type LinkKind = {
  /** What the page shows, its button with it; null when the link is not of this kind, or no longer works. Changes nothing. */
  show: (visit: Visit, token: string) => Promise<Shown | null>
  /** What the button does; null when the link is not of this kind, or no longer works. */
  press: (visit: Visit, token: string) => Promise<Answer | null>
}

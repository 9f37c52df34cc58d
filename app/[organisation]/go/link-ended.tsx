import type { ReactNode } from 'react'
import type { Visit } from '@/lib/web/visit'

/** What is left to say of a link that has been used, or that no longer works. */
export function linkEnded({ say, paths }: Visit, how: 'done' | 'ended'): { title: string; body: ReactNode } {
  const body = (
    <>
      <p>{say(`go.${how}.text`)}</p>
      <p>
        <a href={paths.front}>{say('page.toFront')}</a>
      </p>
    </>
  )
  return { title: say(`go.${how}.title`), body }
}

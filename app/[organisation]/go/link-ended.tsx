import type { Visit } from '@/lib/web/visit'

/** What is left to say of a link that has been used, or that no longer works. */
export function LinkEnded({ visit: { say, paths }, how }: { visit: Visit; how: 'done' | 'ended' }) {
  return (
    <>
      <h1>{say(`go.${how}.title`)}</h1>
      <p>{say(`go.${how}.text`)}</p>
      <p>
        <a href={paths.front}>{say('page.toFront')}</a>
      </p>
    </>
  )
}

import { speak } from '@/lib/words/speak'

/** An address that belongs to no organisation. */
export default function NotFound() {
  const say = speak('en')
  return (
    <main id="main" className="within page narrow">
      <h1>{say('page.notFound.title')}</h1>
      <p>{say('page.notFound.text')}</p>
      <p>
        <a href="/">{say('page.toFront')}</a>
      </p>
    </main>
  )
}

import { currentSession } from '@/lib/web/session'
import { openVisit } from '@/lib/web/visit'
import { EntrancePage } from '../../entrance-page'
import { InsidePage } from '../../inside-page'

/** Who is signed in stays inside, with the way out in its place. */
export default async function NotFound() {
  const visit = await openVisit()
  const session = await currentSession()
  const { say, paths } = visit
  const text = (
    <div className="stack">
      <h1>{say('page.notFound.title')}</h1>
      <p>{say('page.notFound.text')}</p>
      <p>
        <a href={paths.front}>{say('page.toFront')}</a>
      </p>
    </div>
  )
  return session ? <InsidePage visit={{ ...visit, session }}>{text}</InsidePage> : <EntrancePage visit={visit}>{text}</EntrancePage>
}

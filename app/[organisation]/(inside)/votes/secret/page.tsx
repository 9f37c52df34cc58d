import { requireMember } from '@/lib/web/session'
import { InsidePage } from '../../../inside-page'
import { insideTitleOf } from '../../../title'

export const generateMetadata = () => insideTitleOf('votes.secret.title')

const parts = ['how', 'portal', 'box', 'paper', 'simple', 'check', 'limits', 'review'] as const

/** "Is my vote secret?": what the portal does, and what it can't do. */
export default async function SecrecyPage() {
  const visit = await requireMember()
  const { say, paths } = visit
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <h1>{say('votes.secret.title')}</h1>
        <p>{say('votes.secret.lead')}</p>
        {parts.map((part) => (
          <section key={part} className="stack tight">
            <h2>{say(`votes.secret.${part}.title`)}</h2>
            {say(`votes.secret.${part}.text`)
              .split('\n')
              .map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
          </section>
        ))}
        <a href={paths.votes}>{say('votes.title')}</a>
      </div>
    </InsidePage>
  )
}

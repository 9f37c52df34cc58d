import type { ContentLine } from '@/lib/content/schema'
import type { MemberVisit } from '@/lib/web/session'

/** The places where this person works, each with its mark. */
export function Systems({ visit, systems }: { visit: MemberVisit; systems: readonly ContentLine[] }) {
  const { say, base } = visit
  return (
    <section className="stack w-full">
      <h2>{say('front.systems')}</h2>
      <ul className="systems">
        {systems.map(({ id, href, mark, title, summary, language }) => {
          const isElsewhere = !href.startsWith('/')
          return (
            <li key={id} className="system" lang={language === say.language ? undefined : language}>
              <span className="sign" aria-hidden="true">
                {mark || title.slice(0, 1)}
              </span>
              <a href={isElsewhere ? href : base + href} rel={isElsewhere ? 'noopener noreferrer' : undefined}>
                {title}
                {isElsewhere && (
                  <span className="sr-only" lang={say.language}>
                    {' '}
                    ({say('page.elsewhere')})
                  </span>
                )}
              </a>
              {summary && <p className="quiet text-small">{summary}</p>}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

import type { HandbookArticle } from '@/lib/content/search/schema'
import type { Visit } from '@/lib/web/visit'
import { hrefOf } from './read-help'

/** All articles with their questions. */
export function Handbook({ visit, articles }: { visit: Visit; articles: readonly HandbookArticle[] }) {
  const { say } = visit
  if (articles.length === 0) return <p className="quiet">{say('content.none')}</p>
  return (
    <>
      {articles.map(({ slug, language, title, questions }) => (
        <section key={slug} className="stack tight w-full" lang={language === say.language ? undefined : language}>
          <h2>
            <a href={hrefOf(visit, { kind: 'help', slug, anchor: '', href: '' })}>{title}</a>
          </h2>
          <ul className="lines">
            {questions.map(({ anchor, heading }) => (
              <li key={anchor}>
                <a href={hrefOf(visit, { kind: 'help', slug, anchor, href: '' })}>{heading}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

import { MarkdownText } from '@/components/markdown'
import { beginningOf } from '@/lib/content/search/rules'
import type { Hit } from '@/lib/content/search/schema'
import type { Visit } from '@/lib/web/visit'
import { dayOf } from '../../say-date'
import { hrefOf } from './read-help'

/** A section as it was written, where it stands, and since when it says so. */
export function AnswerSection({ visit, hit }: { visit: Visit; hit: Hit }) {
  const { say, base } = visit
  const day = dayOf(visit)
  const lang = hit.language === say.language ? undefined : hit.language
  const { text, isCut } = beginningOf(hit.body)
  return (
    <article className="stack tight w-full">
      <h3 lang={lang}>
        <a href={hrefOf(visit, hit)}>{hit.heading}</a>
      </h3>
      <MarkdownText text={text} base={base} elsewhere={say('page.elsewhere')} lang={lang} />
      <p className="quiet text-small">
        {hit.heading !== hit.title && (
          <>
            <span lang={lang}>{hit.title}</span>
            {' · '}
          </>
        )}
        {say('content.updatedOn', { day: day.format(hit.updatedAt) })}
        {isCut && (
          <>
            {' · '}
            <a href={hrefOf(visit, hit)}>{say('help.whole')}</a>
          </>
        )}
      </p>
    </article>
  )
}

import type { ContentLine } from '@/lib/content/schema'
import type { MemberVisit } from '@/lib/web/session'
import { dayOf } from '../say-date'

/** Titles with their summaries, each leading to the whole. */
export function ContentLines({ visit, lines }: { visit: MemberVisit; lines: readonly ContentLine[] }) {
  const { say, paths } = visit
  const day = dayOf(visit)
  return (
    <ul className="lines">
      {lines.map(({ id, kind, slug, language, title, summary, publishAt }) => (
        <li key={id} lang={language === say.language ? undefined : language}>
          <a href={`${kind === 'news' ? paths.news : paths.pages}/${slug}`}>{title}</a>
          {summary && <p className="quiet">{summary}</p>}
          {kind === 'news' && publishAt && (
            <p className="quiet text-small" lang={say.language}>
              {day.format(publishAt)}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

import type { ContentLine } from '@/lib/content/schema'
import type { MemberVisit } from '@/lib/web/session'

/** Titles with their summaries, each leading to the whole. */
export function ContentLines({ visit, lines }: { visit: MemberVisit; lines: readonly ContentLine[] }) {
  const { say, paths, organisation } = visit
  const day = new Intl.DateTimeFormat(say.language, { dateStyle: 'long', timeZone: organisation.settings.timeZone })
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

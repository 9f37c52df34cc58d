import { BackLink } from '@/components/back-link'
import { ContentText } from '../content-text'
import { InsidePage } from '../inside-page'
import { dayOf } from '../say-date'
import { type ReadKind, readContent } from './read-content'

/** A page or a piece of news as its readers see it. */
export async function ContentPage({ kind, slug }: { kind: ReadKind; slug: string }) {
  const { visit, item, text, files } = await readContent(kind, slug)
  const { say, paths } = visit
  const day = dayOf(visit)
  return (
    <InsidePage visit={visit} isNarrow>
      <article className="stack">
        <BackLink href={kind === 'news' ? paths.news : paths.pages}>{say(kind === 'news' ? 'content.news' : 'content.pages')}</BackLink>
        <ContentText visit={visit} text={text} files={files} />
        <p className="quiet text-small">
          {kind === 'news' && item.publishAt
            ? say('content.publishedOn', { day: day.format(item.publishAt) })
            : say('content.updatedOn', { day: day.format(text.updatedAt) })}
        </p>
      </article>
    </InsidePage>
  )
}

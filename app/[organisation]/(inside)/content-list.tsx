import type { MemberVisit } from '@/lib/web/session'
import { InsidePage } from '../inside-page'
import { ContentLines } from './content-lines'
import { listKind, listRows, type ReadKind } from './read-content'

/** All that the reader may see of a kind, a page at a time. */
export async function ContentList({ visit, kind, after }: { visit: MemberVisit; kind: ReadKind; after: string | string[] | undefined }) {
  const { say, paths } = visit
  const lines = await listKind(visit, kind, after)
  const here = kind === 'news' ? paths.news : paths.pages
  return (
    <InsidePage visit={visit} isNarrow>
      <div className="stack">
        <h1>{say(kind === 'news' ? 'content.news' : 'content.pages')}</h1>
        {lines.length > 0 ? <ContentLines visit={visit} lines={lines} /> : <p className="quiet">{say('content.none')}</p>}
        <p className="row">
          {after && <a href={here}>{say('importing.first')}</a>}
          {lines.length === listRows && <a href={`${here}?after=${lines.at(-1)?.id}`}>{say('importing.next')}</a>}
        </p>
      </div>
    </InsidePage>
  )
}

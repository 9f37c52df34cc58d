import type { Deps } from '@/lib/core/db'
import { asReader } from './as-reader'
import { inPreferred } from './rules'
import type { ContentText, Reader } from './schema'
import { listLines, listTexts } from './store'

/** More at once nobody reads. */
const mostNotices = 5

export type NoticeText = Pick<ContentText, 'title' | 'body' | 'language'>

/** What this reader should know now, in the editors' order. */
export function listNotices(deps: Deps, organisationId: string, reader: Reader, languages: readonly string[]): Promise<NoticeText[]> {
  return asReader(deps, organisationId, reader, async ({ db }) => {
    const notices: NoticeText[] = []
    for (const { id } of await listLines(db, organisationId, { kind: 'notice', languages, after: null, count: mostNotices })) {
      const text = inPreferred(await listTexts(db, organisationId, id), languages)
      if (text) notices.push(text)
    }
    return notices
  })
}

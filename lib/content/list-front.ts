import type { Deps } from '@/lib/core/db'
import { asReader } from './as-reader'
import type { ContentLine, Reader } from './schema'
import { listLines } from './store'

export type Front = { systems: ContentLine[]; news: ContentLine[]; pages: ContentLine[] }

const most = { systems: 60, news: 3, pages: 8 }

/** What the first page after sign-in shows this reader, in one transaction. */
export function listFront(deps: Deps, organisationId: string, reader: Reader, languages: readonly string[]): Promise<Front> {
  return asReader(deps, organisationId, reader, async ({ db }) => ({
    systems: await listLines(db, organisationId, { kind: 'system', languages, after: null, count: most.systems }),
    news: await listLines(db, organisationId, { kind: 'news', languages, after: null, count: most.news }),
    pages: await listLines(db, organisationId, { kind: 'page', languages, after: null, count: most.pages }),
  }))
}

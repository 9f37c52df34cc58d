import type { Deps } from '@/lib/core/db'
import { asReader } from './as-reader'
import type { ContentLine, Reader } from './schema'
import { type Asked, listLines } from './store'

/** What the reader may see of a kind, a page at a time: news by date, all else in the editors' order. `languages`: the reader's first. */
export const listContent = (deps: Deps, organisationId: string, reader: Reader, asked: Asked): Promise<ContentLine[]> =>
  asReader(deps, organisationId, reader, ({ db }) => listLines(db, organisationId, asked))

import type { Deps } from '@/lib/core/db'
import { asReader, wholeReader } from './as-reader'
import type { ContentFile, ContentItem, ContentText, EditorLine, Revision } from './schema'
import { type EditorsAsk, findItem, findRevisions, listFiles, listForEditors, listLatest, listRevisions, listTexts, type RevisionLine } from './store'

/** A page of all items, those changed last first. */
export const listAllContent = (deps: Deps, organisationId: string, asked: EditorsAsk): Promise<EditorLine[]> =>
  asReader(deps, organisationId, wholeReader, ({ db }) => listForEditors(db, organisationId, asked))

/** `latest`: what editors work at; `shown`: what readers see. */
export type Edited = { item: ContentItem; latest: Revision[]; shown: ContentText[]; files: ContentFile[] }

export function editContent(deps: Deps, organisationId: string, id: string): Promise<Edited | null> {
  return asReader(deps, organisationId, wholeReader, async ({ db }) => {
    const item = await findItem(db, organisationId, { id })
    if (!item) return null
    return {
      item,
      latest: await listLatest(db, organisationId, id),
      shown: await listTexts(db, organisationId, id),
      files: await listFiles(db, organisationId, id),
    }
  })
}

/** The history of one language, the last first, below the number `before`. */
export const listHistory = (
  deps: Deps,
  organisationId: string,
  { id, language, before, count }: { id: string; language: string; before: number; count: number },
): Promise<RevisionLine[]> => asReader(deps, organisationId, wholeReader, ({ db }) => listRevisions(db, organisationId, id, language, before, count))

/** A revision, and the one before it in its language. */
export function findRevision(deps: Deps, organisationId: string, id: string, number: number): Promise<{ revision: Revision; before: Revision | null } | null> {
  return asReader(deps, organisationId, wholeReader, async ({ db }) => {
    const [revision, before] = await findRevisions(db, organisationId, id, number)
    return revision?.number === number ? { revision, before: before ?? null } : null
  })
}

import type { Deps } from '@/lib/core/db'
import { asReader } from './as-reader'
import { inPreferred } from './rules'
import type { ContentFile, ContentItem, ContentKind, ContentText, Reader } from './schema'
import { findFile, findItem, findMoved, listFiles, listTexts } from './store'

/** `text` is in the first of the wished languages that there is; `languages` are all that it is in. */
export type Found = { item: ContentItem; text: ContentText; languages: string[]; files: ContentFile[] }

/** What lies at an address for this reader: the content, where it moved to, or, alike for what is not there and not theirs, null. */
export function findContent(
  deps: Deps,
  organisationId: string,
  reader: Reader,
  { kind, slug, languages }: { kind: ContentKind; slug: string; languages: readonly string[] },
): Promise<Found | { movedTo: string } | null> {
  return asReader(deps, organisationId, reader, async ({ db }) => {
    const item = await findItem(db, organisationId, { kind, slug })
    if (!item) {
      const movedTo = await findMoved(db, organisationId, kind, slug)
      return movedTo === null ? null : { movedTo }
    }
    const texts = await listTexts(db, organisationId, item.id)
    const text = inPreferred(texts, languages)
    if (!text) return null
    return { item, text, languages: texts.map(({ language }) => language), files: await listFiles(db, organisationId, item.id) }
  })
}

/** A picture or file of something that this reader may see. */
export const findContentFile = (deps: Deps, organisationId: string, reader: Reader, id: string): Promise<ContentFile | null> =>
  asReader(deps, organisationId, reader, ({ db }) => findFile(db, organisationId, id))

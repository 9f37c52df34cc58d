import type { Deps } from '@/lib/core/db'
import { asReader, wholeReader } from '../as-reader'
import { plainText, splitSections } from './rules'
import { findText, keepWords, listUnindexed, openTerms, replaceSections, tidyWords } from './store'

const atOnce = 20

/** Makes what readers are shown of an item, or of all that search does not know yet, findable. Returns how many texts. */
export function indexContent(deps: Deps, organisationId: string, contentId: string | null = null): Promise<number> {
  return asReader(deps, organisationId, wholeReader, async ({ db }) => {
    const unindexed = await listUnindexed(db, organisationId, contentId, atOnce)
    for (const { contentId, language } of unindexed) {
      const text = await findText(db, organisationId, contentId, language)
      if (!text) continue
      const sections = splitSections(text.title, text.summary, text.body).map((section) => ({ ...section, words: plainText(section.body) }))
      await replaceSections(db, organisationId, contentId, text, sections)
      await keepWords(db, organisationId, contentId)
    }
    return unindexed.length
  })
}

/** When the audience of an item changes: others find it, and strangers' questions may mean its words too. In a transaction of `wholeReader`. */
export async function indexForAudience({ db }: Deps, organisationId: string, contentId: string): Promise<void> {
  await openTerms(db, organisationId, contentId)
  await keepWords(db, organisationId, contentId)
}

/** By the clock: what came by other ways than an editor's, and words that nothing is written with any more. */
export async function tidySearch(deps: Deps, organisationId: string): Promise<void> {
  while ((await indexContent(deps, organisationId)) === atOnce);
  await asReader(deps, organisationId, wholeReader, async ({ db }) => {
    await openTerms(db, organisationId, null)
    await tidyWords(db, organisationId)
  })
}

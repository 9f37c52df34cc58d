import type { Deps } from '@/lib/core/db'
import { asReader } from '../as-reader'
import type { Reader } from '../schema'
import type { HandbookArticle } from './schema'
import { listHeadings } from './store'

/** The articles of the help that the reader may see, in the editors' order, each with its questions. */
export async function listHandbook(deps: Deps, organisationId: string, reader: Reader, languages: readonly string[]): Promise<HandbookArticle[]> {
  const rows = await asReader(deps, organisationId, reader, ({ db }) => listHeadings(db, organisationId, languages))
  const articles: HandbookArticle[] = []
  for (const { slug, language, title, anchor, heading } of rows) {
    if (articles.at(-1)?.slug !== slug) articles.push({ slug, language, title, questions: [] })
    if (anchor) articles.at(-1)?.questions.push({ anchor, heading })
  }
  return articles
}

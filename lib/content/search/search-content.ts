import type { Deps } from '@/lib/core/db'
import { asReader } from '../as-reader'
import type { Reader } from '../schema'
import { variantsOf } from './rules'
import type { Hit } from './schema'
import { findSections } from './store'

type Wish = { question: string; languages: readonly string[]; synonyms: readonly string[]; count: number }

/** Sections of what the reader may see, the best first; `languages`: the reader's own, then the organisation's. */
export async function searchContent(deps: Deps, organisationId: string, reader: Reader, { question, languages, synonyms, count }: Wish): Promise<Hit[]> {
  const variants = variantsOf(question, languages[0] ?? 'en', synonyms)
  if (variants.length === 0) return []
  return asReader(deps, organisationId, reader, ({ db }) =>
    findSections(db, organisationId, { variants, languages: [...new Set(languages)], isStranger: reader.reads === 'stranger', count }),
  )
}

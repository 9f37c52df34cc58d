import { inWords } from '@/lib/elections/rules'
import type { Words } from '@/lib/elections/schema'
import type { Visit } from '@/lib/web/visit'

/** Words of a vote in the language of the page, or in the organisation's first in which there are any. */
export const wordsOf = ({ say, organisation }: Pick<Visit, 'say' | 'organisation'>, words: Words): string =>
  inWords(words, [say.language, ...organisation.settings.languages])

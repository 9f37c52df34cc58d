import type { Visit } from '@/lib/web/visit'
import type { WordKey } from '@/lib/words/keys'
import type { Language } from '@/lib/words/language'

/** The label of a field that is there once for each language; the organisation's only one needs no name. */
export function inLanguage({ say, organisation }: Pick<Visit, 'say' | 'organisation'>, label: WordKey, language: Language): string {
  if (organisation.settings.languages.length === 1) return say(label)
  return `${say(label)} (${new Intl.DisplayNames(say.language, { type: 'language' }).of(language) ?? language})`
}

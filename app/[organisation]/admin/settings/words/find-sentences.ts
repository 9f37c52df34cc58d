import type { OrganisationSettings } from '@/lib/organisations/schema'
import { isWordKey, type WordKey } from '@/lib/words/keys'
import type { Language } from '@/lib/words/language'
import { dictionary } from '@/lib/words/speak'

export type Sentence = { key: WordKey; text: string; own: string | null }

const most = 40

/** Sentences of the portal in which all that was typed occurs, or the organisation's own where nothing was typed. */
export function findSentences(words: OrganisationSettings['words'], language: Language, typed: string): { sentences: Sentence[]; isMore: boolean } {
  const own = words[language] ?? {}
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const isMeant = ({ key, text, own }: Sentence) => {
    const all = `${key} ${text} ${own ?? ''}`.toLowerCase()
    return wanted.length === 0 ? own !== null : wanted.every((word) => all.includes(word))
  }
  const found = Object.entries(dictionary[language])
    .flatMap(([key, text]) => (isWordKey(key) ? [{ key, text, own: own[key] ?? null }] : []))
    .filter(isMeant)
  return { sentences: found.slice(0, most), isMore: found.length > most }
}

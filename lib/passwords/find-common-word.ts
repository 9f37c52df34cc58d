import type { Language } from '@/lib/words/language'
import { normalForm } from './rules'
import { holdsWord, readDictionary } from './spelling-dictionary'

// Server only: several megabytes, each language read once when its rule is first asked.
type WordList = (small: string) => boolean

const readers: Record<Language, () => Promise<WordList>> = {
  sv: async () => spelling((await import('dictionary-sv')).default),
  nb: async () => spelling((await import('dictionary-nb')).default),
  en: async () => spelling((await import('dictionary-en')).default),
  fi: async () => {
    const { dictionary } = await import('@zxcvbn-ts/language-fi')
    const words = new Set([...dictionary.commonWords, ...dictionary.wikipedia].map((word) => word.toLowerCase()))
    return (small) => words.has(small)
  },
}
function spelling(files: { dic: Uint8Array; aff: Uint8Array }): WordList {
  const dictionary = readDictionary(files)
  return (small) => holdsWord(dictionary, small)
}

const lists = new Map<Language, Promise<WordList>>()
function listOf(language: Language): Promise<WordList> {
  const list = lists.get(language) ?? readers[language]()
  lists.set(language, list)
  return list
}

/** The language in which the password, without the digits at its ends, is a word ("Sommar1"); null when it is none. */
export async function findCommonWord(languages: readonly Language[], typed: string): Promise<Language | null> {
  const small = normalForm(typed)
    .toLowerCase()
    .replace(/^\p{Nd}+|\p{Nd}+$/gu, '')
  if (small.length < 2) return null
  for (const language of languages) if ((await listOf(language))(small)) return language
  return null
}

import { IntlMessageFormat } from 'intl-messageformat'
import { en } from './en'
import { fi } from './fi'
import type { WordKey, Words } from './keys'
import type { Language } from './language'
import { nb } from './nb'
import { sv } from './sv'

export const dictionary: Record<Language, Words> = { en, fi, nb, sv }

export type OwnWords = Partial<Record<Language, Partial<Record<WordKey, string>>>>
export type Values = Record<string, string | number | Date>

/** Says a sentence in one organisation's words. */
export type Speak = ((key: WordKey, values?: Values) => string) & { language: Language; languageOf: (key: WordKey) => Language | undefined }

const parsed = new Map<string, IntlMessageFormat>()

function format(text: string, language: Language, values: Values): string {
  const name = `${language}\n${text}`
  let message = parsed.get(name)
  if (!message) {
    message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
    if (parsed.size > 5_000) parsed.clear() // organisations edit their words; the cache must not grow with every draft
    parsed.set(name, message)
  }
  return String(message.format(values))
}

/**
 * The sentences of `language`, with the organisation's own over them. An organisation may write a word in another
 * language than the page's ("Log On" on a Swedish page): it marks it as `[en] Log On`, and `languageOf` tells.
 */
export function speak(language: Language, own: OwnWords = {}): Speak {
  const text = (key: WordKey) => own[language]?.[key] ?? dictionary[language][key]
  const say = (key: WordKey, values: Values = {}) => {
    const found = text(key).replace(foreign, '')
    return found.includes('{') || found.includes("'") ? format(found, language, values) : found
  }
  return Object.assign(say, { language, languageOf: (key: WordKey) => text(key).match(foreign)?.[1] as Language | undefined })
}

const foreign = /^\[(sv|nb|fi|en)\] /

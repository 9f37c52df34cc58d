import { languages } from '@/lib/words/language'
import { speak } from '@/lib/words/speak'

/**
 * A page for when nothing is known of the reader, not even the language: it says what happened in each. No script, no
 * style, nothing from the database.
 */
export function plainPage(what: 'unavailable' | 'tooLarge'): string {
  const parts = languages.map((language) => {
    const say = speak(language)
    return `<section lang="${language}"><h1>${say(`plain.${what}.title`)}</h1><p>${say(`plain.${what}.text`)}</p></section>`
  })
  return `<!doctype html><html lang="${languages[0]}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Porten</title><main>${parts.join('')}</main></html>`
}

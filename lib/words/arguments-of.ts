import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from './language'

type Part = ReturnType<IntlMessageFormat['getAst']>[number]

/** Names of what a sentence wants to be told, sorted. Throws a `SyntaxError` when it can't be read as ICU MessageFormat. */
export function argumentsOf(text: string, language: Language): string[] {
  const found = new Set<string>()
  const walk = (parts: Part[]) => {
    for (const part of parts) {
      if (part.type === 0 || part.type === 7) continue // plain text, and the number of a plural
      if (part.type === 8) walk(part.children)
      else found.add(part.value)
      if (part.type === 5 || part.type === 6) for (const option of Object.values(part.options)) walk(option.value)
    }
  }
  walk(new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst())
  return [...found].sort()
}

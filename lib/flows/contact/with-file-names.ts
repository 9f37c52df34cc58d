import type { Language } from '@/lib/words/language'
import { speak } from '@/lib/words/speak'

/** What somebody wrote, as mails quote it: the files by their names, which are the sender's words too. Their bytes stay in the case. */
export const withFileNames = (language: Language, text: string, files: readonly { name: string }[]): string =>
  files.length === 0 ? text : `${text}\n\n${speak(language)('contact.files.named', { names: files.map(({ name }) => name).join(', ') })}`

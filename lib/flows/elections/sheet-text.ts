import type { Question } from '@/lib/ballots/schema'
import { inWords } from '@/lib/elections/rules'
import type { Election } from '@/lib/elections/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { layoutSheet, type SheetText } from '@/lib/papers/layout'
import type { Language } from '@/lib/words/language'
import { type Speak, speak } from '@/lib/words/speak'

type Asked = Pick<Election, 'title' | 'questions'>

/** How a question is answered with a pen. */
export const sayHow = (say: Speak, { kind, most }: Pick<Question, 'kind' | 'most'>): string =>
  kind === 'ranked' ? say('votes.sheet.ranked') : kind === 'several' ? say('votes.sheet.several', { most }) : say('votes.sheet.one')

/** What stands on the sheet in a language, blank as the last option of each question. */
export function sheetText({ settings }: Pick<Organisation, 'settings'>, { title, questions }: Asked, language: Language): SheetText {
  const say = speak(language, settings.words)
  const wished = [language, ...settings.languages]
  return {
    title: inWords(title, wished),
    questions: questions.map((question) => ({
      text: inWords(question.text, wished),
      hint: sayHow(say, question),
      options: [...question.options.map(({ text }) => inWords(text, wished)), say('votes.blank')],
    })),
  }
}

/** In every language that a member may read it in. */
export const fitsOnSheet = (organisation: Pick<Organisation, 'settings'>, asked: Asked): boolean =>
  organisation.settings.languages.every((language) => layoutSheet(sheetText(organisation, asked, language)) !== null)

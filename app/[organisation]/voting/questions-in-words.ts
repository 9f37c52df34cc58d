import type { Manifest } from '@/lib/ballots/schema'
import type { Visit } from '@/lib/web/visit'
import { wordsOf } from './words-of'

export type QuestionInWords = {
  kind: Manifest['questions'][number]['kind']
  most: number
  text: string
  hint: string
  options: string[]
  /** of the box or button for a blank ballot */
  blank: string
  /** of a list of places, before the option's name */
  place: string
}

/** The questions of a vote in the language of the page: browsers get sentences, not words in every language. */
export function questionsInWords(visit: Pick<Visit, 'say' | 'organisation'>, questions: Manifest['questions']): QuestionInWords[] {
  const { say } = visit
  return questions.map(({ kind, most, text, options }) => ({
    kind,
    most,
    text: wordsOf(visit, text),
    hint: say(`votes.how.${kind}`, { most }),
    options: options.map((option) => wordsOf(visit, option.text)),
    blank: say('votes.blank'),
    place: say('votes.place'),
  }))
}

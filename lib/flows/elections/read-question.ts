import type { z } from 'zod'
import type { Question } from '@/lib/ballots/schema'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import type { Language } from '@/lib/words/language'
import { speak } from '@/lib/words/speak'
import type { questionForm } from './schema'

type Problem = 'votes.text.missing' | 'votes.options.uneven'

/** A question as it was typed: options one on each line, in each language as many. Yes and no are ours to translate. */
export function readQuestion(form: z.output<typeof questionForm>, { settings: { languages, words } }: Organisation): Result<Question, Problem> {
  const { kind, text, majority } = form
  const first = languages[0]
  if (!first || !text[first]) return failure('votes.text.missing')
  if (kind === 'yes-no') {
    const inEach = (key: 'votes.yes' | 'votes.no') => ({ text: Object.fromEntries(languages.map((language) => [language, speak(language, words)(key)])) })
    return success({ kind, text, options: [inEach('votes.yes'), inEach('votes.no')], most: 1, seats: 1, majority })
  }
  const lines = Object.entries(form.options).map(
    ([language, typed]) =>
      [
        language as Language,
        typed
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean),
      ] as const,
  )
  const count = lines.find(([language]) => language === first)?.[1].length ?? 0
  if (lines.some(([, options]) => options.length !== count)) return failure('votes.options.uneven')
  const options = Array.from({ length: count }, (_, at) => ({ text: Object.fromEntries(lines.map(([language, options]) => [language, options[at] ?? ''])) }))
  const most = kind === 'one' ? 1 : kind === 'ranked' ? count : form.most
  return success({ kind, text, options, most, seats: form.seats, majority: kind === 'ranked' ? 'most' : majority })
}

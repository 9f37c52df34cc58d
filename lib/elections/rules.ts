import type { WordKey } from '@/lib/words/keys'
import type { Election, ElectionPlan, Words } from './schema'

export const longest = { title: 200, question: 1_000, option: 300 } as const
export const most = { questions: 30, options: 60 } as const

/** Where a vote stands at a moment. `closing`: the end has come, the ballots are being counted. */
export type Phase = 'draft' | 'freezing' | 'announced' | 'open' | 'closing' | 'counted'

export function phaseOf({ state, opensAt, closesAt }: Pick<Election, 'state' | 'opensAt' | 'closesAt'>, now: Date): Phase {
  if (state !== 'frozen') return state
  if (now < opensAt) return 'announced'
  return now < closesAt ? 'open' : 'closing'
}

/** In the first of the wished languages in which it was written, else in whichever there is. */
export const inWords = (words: Words, wished: readonly string[]): string =>
  wished.map((language) => words[language as keyof Words]).find(Boolean) ?? Object.values(words).find(Boolean) ?? ''

/** A vote that ends sooner leaves nobody time to read. Minutes. */
const shortest = 5

/** What stands in the way of freezing; `language` is the organisation's first, in which everything has to be written. */
export function findProblem(plan: Pick<ElectionPlan, 'title' | 'questions' | 'closesAt'>, language: string, now: Date): WordKey | null {
  const isWritten = (words: Words) => Boolean(words[language as keyof Words])
  if (!isWritten(plan.title)) return 'votes.problem.title'
  if (plan.questions.length === 0) return 'votes.problem.noQuestion'
  if (!plan.questions.every(({ text, options }) => isWritten(text) && options.every((option) => isWritten(option.text)))) return 'votes.problem.words'
  return plan.closesAt.getTime() - now.getTime() < shortest * 60_000 ? 'votes.problem.end' : null
}

/** When everybody is written to once more: a day before the end, and not where the vote is shorter than two. */
export const remindsAt = ({ opensAt, closesAt }: Pick<Election, 'opensAt' | 'closesAt'>): Date | null =>
  closesAt.getTime() - opensAt.getTime() < 2 * 86_400_000 ? null : new Date(closesAt.getTime() - 86_400_000)

import type { AnyManifest, Choice, Question } from '@/lib/ballots/schema'
import type { WordKey } from '@/lib/words/keys'
import type { Election, PaperChoices, PaperEntries, Words } from './schema'

export const longest = { title: 200, question: 1_000, option: 300 } as const
export const most = { questions: 30, options: 60 } as const

/** Where a vote stands at a moment. `closing`: the end has come, the ballots are being counted. `reading`: officers enter those on paper. */
export type Phase = 'draft' | 'freezing' | 'announced' | 'open' | 'closing' | 'reading' | 'counted' | 'called-off'

export function phaseOf({ state, opensAt, closesAt }: Pick<Election, 'state' | 'opensAt' | 'closesAt'>, now: Date): Phase {
  if (state !== 'frozen') return state
  if (now < opensAt) return 'announced'
  return now < closesAt ? 'open' : 'closing'
}

/** What was frozen, however ballots are kept; null before. */
export const frozenOf = ({ manifest, simple }: Pick<Election, 'manifest' | 'simple'>): AnyManifest | null => manifest ?? simple

/** In the first of the wished languages in which it was written, else in whichever there is. */
export const inWords = (words: Words, wished: readonly string[]): string =>
  wished.map((language) => words[language as keyof Words]).find(Boolean) ?? Object.values(words).find(Boolean) ?? ''

/** A vote that ends sooner leaves nobody time to read. Minutes. */
const shortest = 5

/** What stands in the way of freezing; `language` is the organisation's first, in which everything has to be written. */
export function findProblem(
  plan: Pick<Election, 'title' | 'questions' | 'closesAt' | 'paper' | 'keys' | 'officersKey'>,
  language: string,
  now: Date,
): WordKey | null {
  const isWritten = (words: Words) => Boolean(words[language as keyof Words])
  if (!isWritten(plan.title)) return 'votes.problem.title'
  if (plan.questions.length === 0) return 'votes.problem.noQuestion'
  if (!plan.questions.every(({ text, options }) => isWritten(text) && options.every((option) => isWritten(option.text)))) return 'votes.problem.words'
  if (plan.keys === 'officers' && plan.paper !== 'none') return 'votes.problem.paperKeys' // officers read pictures on the portal's pages
  if (plan.keys === 'officers' && !plan.officersKey) return 'votes.problem.noKey'
  return plan.closesAt.getTime() - now.getTime() < shortest * 60_000 ? 'votes.problem.end' : null
}

/** How many people have to be able to run votes: two read each paper ballot, and three hold the cards of a key. */
const officersFor = { paper: 2, keys: 3 } as const

/** What stands in the way of freezing while so few may run votes. */
export function findShortage({ paper, keys }: Pick<Election, 'paper' | 'keys'>, officers: number): WordKey | null {
  if (keys === 'officers') return officers < officersFor.keys ? 'votes.problem.keyHolders' : null
  return paper !== 'none' && officers < officersFor.paper ? 'votes.problem.paperReaders' : null
}

/** Two can read all paper ballots, and nobody is left to settle what they read differently. */
export const lacksThird = ({ paper }: Pick<Election, 'paper'>, officers: number): boolean => paper !== 'none' && officers === officersFor.paper

/** Fewer than so many give themselves away: whoever knows how the others voted knows the last one. */
export const fewVoters = 10

/** Sheets of one pile: with fewer somebody could guess whose is which. */
export const leastByPost = 10
/** Of one pile too: a browser makes so many cards in half a minute. */
export const mostByPost = 500

/** When everybody is written to once more: a day before the end, and not where the vote is shorter than two. */
export const remindsAt = ({ opensAt, closesAt }: Pick<Election, 'opensAt' | 'closesAt'>): Date | null =>
  closesAt.getTime() - opensAt.getTime() < 2 * 86_400_000 ? null : new Date(closesAt.getTime() - 86_400_000)

/** A share in hundredths of a percent, as tables of results show it. */
export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((10_000 * part) / whole))

export type AnswerProblem = 'votes.answer.missing' | 'votes.answer.many' | 'votes.answer.ranks'

/** Sent where somebody chooses none of the options on purpose. */
export const blank = 'blank'

/**
 * What was ticked for a question (of a ranking: each option's place, empty where it has none), as a choice. Nothing at all is no
 * blank ballot: somebody may have overlooked the question.
 */
export function readAnswer({ kind, most }: Pick<Question, 'kind' | 'most'>, ticked: readonly string[], places: readonly string[]): Choice | AnswerProblem {
  if (ticked.includes(blank)) return []
  const ranked = places
    .map((place, option) => ({ place: Number(place), option }))
    .filter(({ place }) => place > 0)
    .sort((one, other) => one.place - other.place)
  if (ranked.some(({ place }, at) => at > 0 && place === ranked[at - 1]?.place)) return 'votes.answer.ranks'
  const choice = kind === 'ranked' ? ranked.map(({ option }) => option) : ticked.map(Number).sort((one, other) => one - other)
  if (choice.length === 0) return 'votes.answer.missing'
  return choice.length > most ? 'votes.answer.many' : choice
}

/** What holds of a paper ballot: two alike settle it, else the third; undefined: not yet. */
export function settlePaper(entries: PaperEntries): PaperChoices | undefined {
  const [one, other, third] = entries
  if (one === undefined || other === undefined) return undefined
  return JSON.stringify(one) === JSON.stringify(other) ? one : third
}

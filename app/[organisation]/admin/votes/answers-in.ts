import type { Choice, Question } from '@/lib/ballots/schema'
import { type AnswerProblem, blank, readAnswer } from '@/lib/elections/rules'

type Typed = Record<string, unknown>

/** What an officer entered for each question, or what is wrong with it and in which field. */
export function answersIn(
  typed: Typed,
  questions: readonly Question[],
): { choices: Choice[] } | { problems: { at: number; field: string; problem: AnswerProblem }[] } {
  const read = questions.map((question, at) => {
    const name = `q${at}`
    const answer = (option: number | string) => String(typed[`${name}-${option}`] ?? '')
    const marked = question.options.flatMap((_, option) => (question.kind === 'several' && answer(option) ? [String(option)] : []))
    const blanks = answer(blank) ? [blank] : []
    const single = typeof typed[name] === 'string' ? [typed[name]] : []
    const places = question.kind === 'ranked' ? question.options.map((_, option) => answer(option)) : []
    const isSingle = question.kind === 'one' || question.kind === 'yes-no'
    return { field: isSingle ? name : `${name}-0`, answer: readAnswer(question, isSingle ? single : [...marked, ...blanks], places) }
  })
  const problems = read.flatMap(({ field, answer }, at) => (typeof answer === 'string' ? [{ at, field, problem: answer }] : []))
  return problems.length > 0 ? { problems } : { choices: read.map(({ answer }) => answer as Choice) }
}

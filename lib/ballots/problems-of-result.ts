import { byNonce } from './open-board'
import { isChoice } from './rules'
import type { Manifest, Opened } from './schema'

/** What is wrong with opened ballots that anybody can see without a key, given how many ballots count. In English, for people who check. */
export function problemsOfResult(
  { questions }: Pick<Manifest, 'questions'>,
  { opened, undecipherable }: { opened: Opened[]; undecipherable: number },
  counting: number,
): string[] {
  const problems: string[] = []
  const answers = new Map<number, number>()
  for (const { question } of opened) answers.set(question, (answers.get(question) ?? 0) + 1)
  for (const [question, { kind }] of questions.entries()) {
    const found = answers.get(question) ?? 0
    if (found + undecipherable !== counting)
      problems.push(`question ${question + 1} (${kind}): ${found} answers and ${undecipherable} undecipherable of ${counting} ballots`)
  }
  if (!opened.every(({ question, choice }) => questions[question] && isChoice(questions[question], choice)))
    problems.push('an answer is none that its question allows')
  if (!opened.every((answer, at) => at === 0 || byNonce(opened[at - 1] ?? answer, answer) < 0))
    problems.push('the answers are not in the order of their numbers, or one stands twice')
  return problems
}

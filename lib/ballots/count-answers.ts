import { drawFrom, simpleSeed } from './draw-lots'
import { type Count, countQuestion, isChoice, isQuorate } from './rules'
import type { Answer, SimpleArchive, SimpleManifest } from './schema'

/** Counts a simple vote; `answers` by question and number. */
export function countAnswers(manifest: SimpleManifest, answers: readonly Answer[]): Count[] {
  const seed = simpleSeed(manifest, answers)
  const choicesOf = (at: number) => answers.filter(({ question }) => question === at).map(({ choice }) => choice)
  return manifest.questions.map((question, at) => countQuestion(question, choicesOf(at), drawFrom(seed, at, question.options.length)))
}

/** What anybody can find out from the archive of a simple vote. `problems` are for people who check, in English like the program. */
export function verifySimple({ manifest, voted, answers }: SimpleArchive): { problems: string[]; ballots: number; isQuorate: boolean; counts: Count[] } {
  const { questions, eligible } = manifest
  const problems: string[] = []
  for (const at of questions.keys()) {
    const found = answers.filter(({ question }) => question === at).length
    if (found !== voted) problems.push(`question ${at + 1} has ${found} answers, and the roll says that ${voted} have voted`)
  }
  if (voted > eligible) problems.push(`${voted} have voted of ${eligible} who may vote`)
  if (!answers.every(({ question, choice }) => questions[question] && isChoice(questions[question], choice)))
    problems.push('an answer is none that its question allows')
  const isInOrder = answers.every(({ question, id }, at) => {
    const before = answers[at - 1]
    return !before || before.question < question || (before.question === question && before.id < id)
  })
  if (!isInOrder) problems.push('the answers are not in the order of their numbers, or one stands twice')
  return { problems, ballots: voted, isQuorate: isQuorate(manifest, voted), counts: countAnswers(manifest, answers) }
}

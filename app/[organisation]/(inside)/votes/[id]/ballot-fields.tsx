'use client'
import { use } from 'react'
import { FormContext } from '@/components/form-context'
import { BallotQuestions } from '../../../voting/ballot-questions'
import type { QuestionInWords } from '../../../voting/questions-in-words'

/** The questions in an ordinary form, with what was chosen and what is wrong with it. */
export function BallotFields({ questions }: { questions: readonly QuestionInWords[] }) {
  const { id, state } = use(FormContext)
  // Above the form an error begins with the question that it is about; beside the question it need not.
  const errorOf = (text: string, at: number) => state.errors.find(({ field }) => field === `q${at}`)?.text.replace(`${text} `, '')
  const errors = Object.fromEntries(questions.map(({ text }, at) => [at, errorOf(text, at) ?? '']))
  return <BallotQuestions questions={questions} errors={errors} plain={{ id, typed: state.values }} />
}

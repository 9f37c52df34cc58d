import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { maskQuestion } from './rules'
import { keepQuestion as keep, markQuestion as mark, removeQuestions } from './store'

/** What was asked, of nobody in particular. Returns where it is kept; null where nothing of it may be. */
export async function keepQuestion(
  { db, now }: Deps,
  organisationId: string,
  { question, language, isAnswered }: { question: string; language: string; isAnswered: boolean },
): Promise<string | null> {
  const text = maskQuestion(question)
  return text === '' ? null : keep(db, organisationId, { id: timeOrderedId(now()), day: now(), language, text, isAnswered })
}

export const markQuestion = ({ db }: Deps, organisationId: string, id: string, isHelp: boolean): Promise<boolean> => mark(db, organisationId, id, isHelp)

export const removeOldQuestions = ({ db }: Deps, before: Date): Promise<void> => removeQuestions(db, before)

import type { Db } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import type { AskedQuestion } from './schema'

export type KeptQuestion = { id: string; day: Date; language: string; text: string; isAnswered: boolean }

/** One row for each day and wording. */
export async function keepQuestion(db: Db, organisationId: string, { id, day, language, text, isAnswered }: KeptQuestion): Promise<string> {
  const [row] = await reveal(db).$queryRaw<{ id: string }[]>`
    INSERT INTO help_questions AS q (organisation_id, id, day, language, text, is_answered)
    VALUES (${organisationId}::uuid, ${id}::uuid, ${day}::date, ${language}, ${text}, ${isAnswered})
    ON CONFLICT (organisation_id, day, language, text) DO UPDATE SET asked = q.asked + 1, is_answered = excluded.is_answered RETURNING id`
  if (!row) throw new Error('a question got no row')
  return row.id
}

export async function markQuestion(db: Db, organisationId: string, id: string, isHelp: boolean): Promise<boolean> {
  const data = isHelp ? { helped: { increment: 1 } } : { notHelped: { increment: 1 } }
  return (await reveal(db).helpQuestion.updateMany({ where: { organisationId, id }, data })).count === 1
}

/** Since `from`: what the help had no answer to, or what its answers did not help with; the commonest first. */
export function listQuestions(db: Db, organisationId: string, about: 'unanswered' | 'notHelped', from: Date, count: number): Promise<AskedQuestion[]> {
  return reveal(db).$queryRaw<AskedQuestion[]>`
    SELECT text, language, sum(asked)::int AS asked, sum(not_helped)::int AS "notHelped" FROM help_questions
    WHERE organisation_id = ${organisationId}::uuid AND day >= ${from}::date AND CASE ${about} WHEN 'unanswered' THEN NOT is_answered ELSE not_helped > 0 END
    GROUP BY 1, 2 ORDER BY CASE ${about} WHEN 'unanswered' THEN sum(asked) ELSE sum(not_helped) END DESC, 1 LIMIT ${count}`
}

export async function removeQuestions(db: Db, before: Date): Promise<void> {
  await reveal(db).helpQuestion.deleteMany({ where: { day: { lt: before } } })
}

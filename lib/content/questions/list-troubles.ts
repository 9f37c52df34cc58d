import type { Deps } from '@/lib/core/db'
import type { AskedQuestion } from './schema'
import { listQuestions } from './store'

/** What the help had no answer to since a day, and what its answers did not help with. */
export async function listTroubles(
  { db }: Deps,
  organisationId: string,
  from: Date,
  count: number,
): Promise<Record<'unanswered' | 'notHelped', AskedQuestion[]>> {
  return {
    unanswered: await listQuestions(db, organisationId, 'unanswered', from, count),
    notHelped: await listQuestions(db, organisationId, 'notHelped', from, count),
  }
}

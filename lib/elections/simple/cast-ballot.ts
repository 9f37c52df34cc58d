import { isChoice } from '@/lib/ballots/rules'
import type { Choice } from '@/lib/ballots/schema'
import type { Deps } from '@/lib/core/db'
import type { Election } from '../schema'
import { type CastOutcome, castBallot as cast } from './store'

/**
 * Somebody's ballot in a simple vote. Sent twice, or from two windows at once, one counts and the other is told `voted`. No log,
 * audit or message tells of it. `election` is one on whose roll the person stands.
 */
export async function castBallot(
  deps: Deps,
  { organisationId, id, questions }: Pick<Election, 'organisationId' | 'id' | 'questions'>,
  personId: string,
  choices: readonly Choice[],
): Promise<CastOutcome> {
  const isWhole = choices.length === questions.length && questions.every((question, at) => isChoice(question, choices[at] ?? [99]))
  if (!isWhole) throw new Error('a ballot that is no answer to the questions')
  return cast(deps.db, organisationId, id, personId, choices)
}

import { countAnswers } from '@/lib/ballots/count-answers'
import { type Deps, inTransaction } from '@/lib/core/db'
import type { Election, ElectionResult } from '../schema'
import { countRoll, keepResult } from '../store'
import { listAnswers, stopCasting } from './store'

/** Counts a simple vote and keeps the result. Null while it is open by the database's clock, and for all but the one that kept it. */
export function countBallots(deps: Deps, { organisationId, id, simple }: Election): Promise<ElectionResult | null> {
  return inTransaction(deps, async ({ db, now }) => {
    if (!simple || !(await stopCasting(db, organisationId, id))) return null
    const { voted } = await countRoll(db, organisationId, id)
    const counts = countAnswers(simple, await listAnswers(db, organisationId, id))
    if (counts.some(({ ballots }) => ballots !== voted)) throw new Error(`the answers of the vote ${id} are not as many as its roll says`)
    const result = { ballots: voted, undecipherable: 0, counts }
    return (await keepResult(db, organisationId, id, result, now())) ? result : null
  })
}

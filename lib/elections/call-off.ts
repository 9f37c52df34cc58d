import { type Deps, inTransaction } from '@/lib/core/db'
import type { Election } from './schema'
import { removeAnswers, stopCasting } from './simple/store'
import { markCalledOff } from './store'

type Wish = { reason: string; by: string }

/**
 * Ends a frozen vote before its end, for good: its keys are gone, so no ballot of it is ever opened, and the answers of a simple vote
 * with them. False when it is over by the database's clock, or was called off before. The box is told by the clock.
 */
export function callOffElection(deps: Deps, { organisationId, id }: Pick<Election, 'organisationId' | 'id'>, { reason, by }: Wish): Promise<boolean> {
  return inTransaction(deps, async ({ db, now }) => {
    await stopCasting(db, organisationId, id)
    const isOff = await markCalledOff(db, organisationId, id, { reason, by, at: now() })
    if (isOff) await removeAnswers(db, organisationId, id)
    return isOff
  })
}

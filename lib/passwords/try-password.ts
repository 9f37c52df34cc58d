import type { Deps } from '@/lib/core/db'
import { isUsedUp, type Limit, whenUsedUp } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { type Attempt, countAttempt } from './count-attempt'
import { homeOf } from './home'
import { takeFailureBack } from './store'

export type Tried = {
  isRight: boolean
  /** it could not be checked: nothing was counted, and nothing is known */
  isAway: boolean
  /** right, but good for nothing but choosing another */
  mustChange: boolean
  attempt: Attempt
}

/**
 * Counts an attempt, then checks what was typed where the passwords live: at a locked account nothing is right. Strangers
 * and locked accounts cost the same work. Null, uncounted and unchecked, where the place that asks has used up its share.
 * Call it outside transactions.
 */
export async function tryPassword(deps: Deps, organisation: Organisation, subjectId: string, typed: string, here: Limit): Promise<Tried | null> {
  const { hash, ...attempt } = await countAttempt(deps, organisation, subjectId, whenUsedUp(deps, here))
  if (attempt.isLocked && (await isUsedUp(deps, here))) return null
  const checked = await homeOf(organisation).check(deps, organisation, { subjectId, hash, isLocked: attempt.isLocked }, typed)
  const isAway = checked === 'away'
  if (isAway && !attempt.isLocked) await takeFailureBack(deps.db, organisation.id, subjectId, attempt.hasJustLocked)
  return { isRight: checked === 'right' || checked === 'must-change', isAway, mustChange: checked === 'must-change', attempt }
}

import type { Deps } from '@/lib/core/db'
import { isUsedUp, type Limit, whenUsedUp } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { type Attempt, countAttempt } from './count-attempt'
import { replaceHash } from './store'
import { verifyPassword } from './verify-password'

/**
 * Counts an attempt, then checks what was typed: at a locked account nothing is right. Strangers and locked accounts cost
 * the same one run of argon2id. A foreign hash is replaced when it matched. Null, uncounted and unchecked, where the place
 * that asks has used up its share. Call it outside transactions.
 */
export async function tryPassword(
  deps: Deps,
  organisation: Organisation,
  subjectId: string,
  typed: string,
  here: Limit,
): Promise<{ isRight: boolean; attempt: Attempt } | null> {
  const { hash, ...attempt } = await countAttempt(deps, organisation, subjectId, whenUsedUp(deps, here))
  if (attempt.isLocked && (await isUsedUp(deps, here))) return null
  const { isRight, rehashed } = await verifyPassword(hash, typed)
  if (hash && rehashed) await replaceHash(deps.db, organisation.id, subjectId, hash, rehashed)
  return { isRight, attempt }
}

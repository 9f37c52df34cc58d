import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { type Attempt, countAttempt } from './count-attempt'
import { replaceHash } from './store'
import { verifyPassword } from './verify-password'

/**
 * Counts an attempt, then checks what was typed: at a locked account nothing is right. Strangers and locked accounts cost
 * the same one run of argon2id. A foreign hash is replaced when it matched. Call it outside transactions.
 */
export async function tryPassword(deps: Deps, organisation: Organisation, subjectId: string, typed: string): Promise<{ isRight: boolean; attempt: Attempt }> {
  const { hash, ...attempt } = await countAttempt(deps, organisation, subjectId)
  const { isRight, rehashed } = await verifyPassword(hash, typed)
  if (hash && rehashed) await replaceHash(deps.db, organisation.id, subjectId, hash, rehashed)
  return { isRight, attempt }
}

import type { Deps } from '@/lib/core/db'
import { findPassword, replaceHash } from './store'
import { verifyPassword } from './verify-password'

/** Nobody: looked up for strangers, so that they cost the same. */
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Is it the person's password? Strangers (null) cost the same one run of argon2id. A foreign hash is replaced when it
 * matched. Counts nothing: `countAttempt` comes before.
 */
export async function checkPassword(
  deps: Deps,
  { organisationId, personId, typed }: { organisationId: string; personId: string | null; typed: string },
): Promise<{ isRight: boolean }> {
  const found = await findPassword(deps.db, organisationId, personId ?? nobody)
  const { isRight, rehashed } = await verifyPassword(found?.hash ?? null, typed)
  if (personId && found?.hash && rehashed) await replaceHash(deps.db, organisationId, personId, found.hash, rehashed)
  return { isRight }
}

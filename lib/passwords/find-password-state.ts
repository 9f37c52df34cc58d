import type { Deps } from '@/lib/core/db'
import { findPassword } from './store'

type PasswordState = { hasPassword: boolean; setAt: Date | null; setBy: string | null }

/** Whether the person has a password, since when and by whom; an erased one is none. */
export async function findPasswordState(deps: Deps, organisationId: string, personId: string): Promise<PasswordState> {
  const found = await findPassword(deps.db, organisationId, personId)
  return { hasPassword: found?.hash != null, setAt: found?.setAt ?? null, setBy: found?.setBy ?? null }
}

import type { Deps } from '@/lib/core/db'
import { isSame } from '@/lib/core/seal'
import { readFirstPassword } from './first-password-rules'
import { firstPasswordHmac } from './issue-first-password'
import { endFirstPassword, findFirstPassword } from './store'

/** The id of the living first-time password that was typed, or null; using it up is `spendFirstPassword`. */
export async function checkFirstPassword(deps: Deps, organisationId: string, personId: string | null, typed: string): Promise<string | null> {
  const secret = readFirstPassword(typed)
  const found = await findFirstPassword(deps.db, organisationId, personId ?? '00000000-0000-0000-0000-000000000000', deps.now())
  if (!secret || !personId || !found) return null
  return isSame(found.hmac, firstPasswordHmac(organisationId, personId, secret)) ? found.id : null
}

/** True once: for the one of all who finish with it. */
export const spendFirstPassword = (deps: Deps, organisationId: string, id: string) => endFirstPassword(deps.db, organisationId, id, deps.now())

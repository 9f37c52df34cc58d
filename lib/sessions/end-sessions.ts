import type { Deps } from '@/lib/core/db'
import { secretToken } from '@/lib/core/seal'
import { tokenHash } from './open-session'
import { endWhere, replaceToken } from './store'

/** Why a session ended, for the person's and the desk's list. */
export type SessionEnd = 'sign-out' | 'person' | 'staff' | 'password-change' | 'replaced' | 'disabled' | 'frozen'

type Which = { organisationId: string; personId: string; id?: string; exceptId?: string }

/** Ends one session of a person, all of them, or all but one; the very next request of each is a stranger's. */
export function endSessions(deps: Deps, { organisationId, personId, id, exceptId }: Which, by: SessionEnd): Promise<number> {
  return endWhere(deps.db, { organisationId, personId, ...(id ? { id } : exceptId ? { id: { not: exceptId } } : {}) }, by, deps.now())
}

/** Ends the session of a cookie, whoever's it is. */
export function endSessionOfToken(deps: Deps, organisationId: string, token: string, by: SessionEnd): Promise<number> {
  return endWhere(deps.db, { organisationId, tokenHash: tokenHash(token) }, by, deps.now())
}

/**
 * A new id for the same session after the password was proved again, or another `factor` beside it; the old one is dead at
 * once. Null when the session has ended.
 */
export async function renewSession(deps: Deps, organisationId: string, id: string, factor?: string): Promise<string | null> {
  const token = secretToken()
  const now = deps.now()
  const proved = factor ? { factors: { push: factor } } : { authenticatedAt: now }
  return (await replaceToken(deps.db, organisationId, id, { tokenHash: tokenHash(token), lastSeenAt: now, ...proved })) ? token : null
}

import type { Deps } from '@/lib/core/db'
import { tokenHash } from './open-session'
import { findPersonOfToken } from './store'

/** Whose session this is, or was: good for nothing but keeping things for them. */
export async function findOwner(deps: Deps, organisationId: string, token: string | null): Promise<string | null> {
  return token?.length === 43 ? findPersonOfToken(deps.db, organisationId, tokenHash(token)) : null
}

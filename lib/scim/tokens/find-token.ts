import type { Deps } from '@/lib/core/db'
import { tokenHmac } from './issue-token'
import { findLiveToken, touchToken } from './store'

export type Token = { id: string; name: string }

/** Milliseconds between two notes that a token was used. */
const noteEvery = 60_000

/**
 * The token that was sent, if it is this organisation's and still opens. It is looked up by its HMAC: a wrong one, another
 * organisation's and one that has ended take the same way.
 */
export async function findToken(deps: Deps, organisationId: string, sent: string): Promise<Token | null> {
  const now = deps.now()
  const found = await findLiveToken(deps.db, organisationId, tokenHmac(organisationId, sent.slice(0, 200)), now)
  if (!found) return null
  if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() >= noteEvery) await touchToken(deps.db, organisationId, found.id, now)
  return { id: found.id, name: found.name }
}

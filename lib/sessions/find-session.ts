import type { Deps } from '@/lib/core/db'
import { tokenHash } from './open-session'
import { findLiveSession, type LiveSession, touchSession } from './store'

export type { LiveSession } from './store'

/** How exact "last seen" is; milliseconds. A page does not write on every view. */
const exactTo = 30_000

/** The living session of a cookie's token; being seen keeps it from idling out. */
export async function findSession(deps: Deps, organisationId: string, token: string | undefined): Promise<LiveSession | null> {
  if (token?.length !== 43) return null
  const now = deps.now()
  const session = await findLiveSession(deps.db, organisationId, tokenHash(token), now)
  if (session && now.getTime() - session.lastSeenAt.getTime() > exactTo) await touchSession(deps.db, organisationId, session.id, now)
  return session
}

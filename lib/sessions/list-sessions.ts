import type { Deps } from '@/lib/core/db'
import { listLive } from './store'

/** The person's living sessions, the one seen last first. */
export function listSessions(deps: Deps, organisationId: string, personId: string) {
  return listLive(deps.db, organisationId, personId, deps.now())
}

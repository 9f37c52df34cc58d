import type { Deps } from '@/lib/core/db'
import { eventsOfSubject } from './store'

/** The person's latest sign-ins that came in, newest first. */
export function recentSignIns(deps: Deps, organisationId: string, personId: string, most: number) {
  return eventsOfSubject(deps.db, organisationId, personId, ['sign-in.succeeded'], most)
}

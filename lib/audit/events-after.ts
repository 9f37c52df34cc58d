import type { Deps } from '@/lib/core/db'
import { lastLink, linkedEvents } from './store'

/** Sealed events after a place in the organisation's chain, the oldest first; one that is not there any more has no `event`. */
export async function eventsAfter(deps: Deps, organisationId: string, position: bigint, most: number) {
  const links = await linkedEvents(deps.db, organisationId, position, most)
  return links.map(({ position, id, at, act, outcome, actorId, subjectId, details }) => ({
    position,
    event: id ? { id, at, act, outcome, actorId, subjectId, details } : null,
  }))
}

/** The last place in the organisation's chain; 0 before its first event. */
export const lastPosition = async (deps: Deps, organisationId: string): Promise<bigint> => (await lastLink(deps.db, organisationId))?.position ?? 0n

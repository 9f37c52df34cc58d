import type { Deps } from '@/lib/core/db'
import { eventsOfSubject } from './store'

/** More than a person's life with a portal; a bound all the same. */
const most = 20_000

/** Everything that happened to a person, newest first. */
export const personHistory = (deps: Deps, organisationId: string, personId: string) => eventsOfSubject(deps.db, organisationId, personId, null, most)

/** The latest of it, `count` at most. */
export const recentHistory = (deps: Deps, organisationId: string, personId: string, count: number) =>
  eventsOfSubject(deps.db, organisationId, personId, null, count)

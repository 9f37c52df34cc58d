import type { Deps } from '@/lib/core/db'
import { eventsOfSubject } from './store'

/** More than a person's life with a portal; a bound all the same. */
const most = 20_000

/** Everything that happened to a person, newest first. */
export const personHistory = (deps: Deps, organisationId: string, personId: string) => eventsOfSubject(deps.db, organisationId, personId, null, most)

/** The latest of it before a moment, `count` at most; without the looks of one member of staff, to whom they are no news. */
export const recentHistory = (
  deps: Deps,
  organisationId: string,
  personId: string,
  { count, before, exceptLooksOf }: { count: number; before: { at: Date; id: string } | null; exceptLooksOf: string },
) => eventsOfSubject(deps.db, organisationId, personId, null, count, { before, except: { act: 'desk.person-viewed', actorId: exceptLooksOf } })

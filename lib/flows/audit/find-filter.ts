import type { EventFilter } from '@/lib/audit/schema'
import { addDays, startOfDay } from '@/lib/core/calendar'
import type { Deps } from '@/lib/core/db'
import { isUuid } from '@/lib/core/is-uuid'
import type { Organisation } from '@/lib/organisations/schema'
import { findPersonByIdentifier } from '@/lib/people/find-person'
import type { AuditQuery } from './schema'

/** Makes a filter of what was typed; null where nobody has a typed name, so that there is nothing to find. Days are the organisation's. */
export async function findFilter(deps: Deps, { id, settings }: Organisation, query: AuditQuery): Promise<EventFilter | null> {
  const idOf = async (typed: string) => (isUuid(typed) ? typed : ((await findPersonByIdentifier(deps, id, typed))?.id ?? null))
  const actorId = query.who && (await idOf(query.who))
  const subjectId = query.whom && (await idOf(query.whom))
  if (actorId === null || subjectId === null) return null
  return {
    actorId: actorId || undefined,
    subjectId: subjectId || undefined,
    act: query.act || undefined,
    outcome: query.outcome || undefined,
    from: startOfDay(query.from, settings.timeZone) ?? undefined,
    until: (query.until && startOfDay(addDays(query.until, 1), settings.timeZone)) || undefined,
    address: query.address || undefined,
  }
}

/** What the audit says of a look into it: by which filters, and at whom. */
export const lookOf = ({ actorId, subjectId, act, outcome, from, until, address }: EventFilter) => ({
  subjectId: subjectId ?? null,
  details: {
    filters: Object.entries({ actorId, subjectId, act, outcome, from, until, address }).flatMap(([name, value]) => (value ? [name] : [])),
    ...(actorId ? { who: actorId } : {}),
    ...(act ? { what: act } : {}),
  },
})

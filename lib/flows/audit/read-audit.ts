import { listEvents } from '@/lib/audit/list-events'
import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'
import { nameActors } from '../name-actors'
import { findFilter, lookOf } from './find-filter'
import type { AuditQuery } from './schema'

const onePage = 50

/** One page of the audit with the names of those in it; that somebody looked stands in it too. `events` is null where nobody has a typed name. */
export async function readAudit(deps: Deps, organisation: Organisation, client: Client, staffId: string, query: AuditQuery) {
  const filter = await findFilter(deps, organisation, query)
  if (!filter) return { events: null, next: null, names: new Map<string, string>() }
  const { events, next } = await listEvents(deps, organisation.id, filter, query.before || null, onePage)
  const names = await nameActors(deps, organisation.id, [
    filter.actorId ?? null,
    filter.subjectId ?? null,
    ...events.flatMap(({ actorId, subjectId }) => [actorId, subjectId]),
  ])
  const event = { organisationId: organisation.id, act: 'audit.viewed', outcome: 'success' as const, actorId: staffId, personal: whereFrom(client) }
  await recordEvent(deps, { ...event, ...lookOf(filter) })
  return { events, next, names }
}

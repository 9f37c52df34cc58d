import type { Deps } from '@/lib/core/db'
import type { EventFilter } from './schema'
import { type FoundEvent, findEvents } from './store'

/** One page, newest first; `next` is what to ask for the page behind it, null at the end. */
export async function listEvents(
  deps: Deps,
  organisationId: string,
  filter: EventFilter,
  before: string | null,
  most: number,
): Promise<{ events: FoundEvent[]; next: string | null }> {
  const found = await findEvents(deps.db, organisationId, filter, before, most + 1)
  const events = found.slice(0, most)
  return { events, next: found.length > most ? (events.at(-1)?.id ?? null) : null }
}

import type { Deps } from '@/lib/core/db'
import { eventsOf, findShown } from './store'

/** One message with its whole way and the gateway's answers, without what it says. Null when there is none. */
export async function readMessage(deps: Deps, organisationId: string, messageId: string) {
  const place = { organisationId, messageId }
  const message = await findShown(deps.db, place)
  return message && { message, events: await eventsOf(deps.db, place) }
}

import { listEvents } from '@/lib/audit/list-events'
import { signInActs } from '@/lib/audit/sign-in-history'
import type { Deps } from '@/lib/core/db'
import { listMessages } from '@/lib/delivery/list-messages'
import { nameActors } from '../name-actors'

const onePage = 40
/** Also told elsewhere on the page before, or of no use to somebody who reads what others did. */
const elsewhere = [...signInActs, 'sign-in.password-accepted', 'sign-out', 'code.sent']

/**
 * What others did with a person's account, what the person changed, and what was sent, in one list, newest first; sign-ins
 * stand on My details. Both kinds have ids in the order of time, so one mark pages through both.
 */
export async function readOwnLog(deps: Deps, organisationId: string, personId: string, before: string | null) {
  const { events, next: nextEvent } = await listEvents(deps, organisationId, { subjectId: personId, exceptActs: elsewhere }, before, onePage)
  const { messages, next: nextMessage } = await listMessages(deps, organisationId, { personId }, before, onePage)
  const all = [...events.map((event) => ({ id: event.id, event, message: null })), ...messages.map((message) => ({ id: message.id, event: null, message }))]
  const rows = all.sort((one, other) => (one.id < other.id ? 1 : -1)).slice(0, onePage)
  const isMore = all.length > onePage || nextEvent !== null || nextMessage !== null
  const names = await nameActors(
    deps,
    organisationId,
    rows.map(({ event }) => event?.actorId ?? null),
  )
  return { rows, next: isMore ? (rows.at(-1)?.id ?? null) : null, names }
}

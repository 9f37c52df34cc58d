import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { readMessage } from '@/lib/delivery/read-message'
import { countUse } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { findNames } from '@/lib/people/find-names'
import { type Client, whereFrom } from '../client'

/** One message with its way, for staff; whom it was to reads in their own log that somebody looked. Null when there is none. */
export async function readDelivery(deps: Deps, { id }: Organisation, client: Client, staffId: string, messageId: string) {
  const found = await readMessage(deps, id, messageId)
  if (!found) return null
  const { personId } = found.message
  const name = personId ? ((await findNames(deps, id, [personId])).get(personId) ?? null) : null
  // The page looks again by itself while a message is on its way: that is one look.
  const look = { name: 'delivery-look', key: `${id} ${staffId} ${messageId}`, max: 1, windowSeconds: 600 }
  if ((await countUse(deps, look)).isOver) return { ...found, name }
  await recordEvent(deps, {
    organisationId: id,
    act: 'deliveries.viewed',
    outcome: 'success',
    actorId: staffId,
    subjectId: personId,
    details: { messageId },
    personal: whereFrom(client),
  })
  return { ...found, name }
}

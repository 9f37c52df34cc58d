import { recordEvent } from '@/lib/audit/record-event'
import { addDays, startOfDay } from '@/lib/core/calendar'
import type { Deps } from '@/lib/core/db'
import { listMessages } from '@/lib/delivery/list-messages'
import { readRecipient } from '@/lib/delivery/read-recipient'
import type { MessageFilter } from '@/lib/delivery/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { findNames } from '@/lib/people/find-names'
import { type Client, whereFrom } from '../client'
import type { DeliveriesQuery } from './schema'

const onePage = 50

/** One page of messages with the names of their people, without what they say; that somebody looked stands in the audit. */
export async function readDeliveries(deps: Deps, organisation: Organisation, client: Client, staffId: string, query: DeliveriesQuery) {
  const { id } = organisation
  const filter = filterOf(organisation, query)
  const { messages, next } = await listMessages(deps, id, filter, query.before || null, onePage)
  const names = await findNames(
    deps,
    id,
    messages.map(({ personId }) => personId),
  )
  await recordEvent(deps, {
    organisationId: id,
    act: 'deliveries.viewed',
    outcome: 'success',
    actorId: staffId,
    subjectId: null,
    details: { filters: Object.entries(filter).flatMap(([name, value]) => (value ? [name] : [])) },
    personal: whereFrom(client),
  })
  return { messages, next, names }
}

/** Days are the organisation's; a number is found in any way of writing it, an address in either case. */
function filterOf({ settings }: Organisation, { channel, state, purpose, recipient, from, until }: DeliveriesQuery): MessageFilter {
  const written = recipient && [recipient, recipient.toLowerCase(), readRecipient('sms', recipient, settings.country).key]
  return {
    channel: channel || undefined,
    state: state || undefined,
    purpose: purpose || undefined,
    recipients: written ? [...new Set(written)] : undefined,
    from: startOfDay(from, settings.timeZone) ?? undefined,
    until: (until && startOfDay(addDays(until, 1), settings.timeZone)) || undefined,
  }
}

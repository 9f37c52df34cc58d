import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { drawPile } from '@/lib/delivery/letter-piles'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'

/** The PDF of a pile, as often as the printer needs it; each time stands in the audit. Null when the pile has ended. */
export async function openLetters(deps: Deps, organisation: Organisation, client: Client, staffId: string, pileId: string) {
  const drawn = await drawPile(deps, organisation, pileId)
  if (!drawn) return null
  const event = { organisationId: organisation.id, act: 'letters.opened', outcome: 'success' as const, actorId: staffId, subjectId: null }
  await recordEvent(deps, { ...event, details: { pile: pileId, count: drawn.count }, personal: whereFrom(client) })
  return drawn.pdf
}

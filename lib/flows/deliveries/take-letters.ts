import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import type { Result } from '@/lib/core/result'
import { takePile } from '@/lib/delivery/letter-piles'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'

/** Takes the letters that wait into a pile to print; nobody else prints them meanwhile. */
export function takeLetters(deps: Deps, { id }: Organisation, client: Client, staffId: string): Promise<Result<null, 'deliveries.letters.none'>> {
  return inTransaction(deps, async (deps) => {
    const taken = await takePile(deps, id)
    if (!taken.ok) return taken
    const event = { organisationId: id, act: 'letters.taken', outcome: 'success' as const, actorId: staffId, subjectId: null, personal: whereFrom(client) }
    await recordEvent(deps, { ...event, details: { pile: taken.value.pileId, count: taken.value.count } })
    return { ok: true, value: null }
  })
}

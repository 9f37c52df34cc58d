import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { success } from '@/lib/core/result'
import { settlePile } from '@/lib/delivery/letter-piles'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'

type End = { pileId: string; isPrinted: boolean }

/** Says of a pile that it is on paper, or puts its letters back; the second time there is nothing to say. */
export async function endLetters(deps: Deps, { id }: Organisation, client: Client, staffId: string, { pileId, isPrinted }: End) {
  const count = await settlePile(deps, id, pileId, isPrinted)
  const act = isPrinted ? 'desk.letters-printed' : 'letters.put-back'
  const event = { organisationId: id, act, outcome: 'success' as const, actorId: staffId, subjectId: null, personal: whereFrom(client) }
  if (count > 0) await recordEvent(deps, { ...event, details: { pile: pileId, count } })
  return success(null)
}

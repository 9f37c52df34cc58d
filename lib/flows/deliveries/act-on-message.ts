import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { readMessage } from '@/lib/delivery/read-message'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'

export type DeliveryWish = { actorId: string; client: Client; messageId: string; reason: string }
export type DeliveryFailure = 'desk.noReason' | 'deliveries.tooLate'
type Act = (deps: Deps, place: { organisationId: string; messageId: string }) => Promise<boolean>

/** What staff does to one message: only where it is still possible, and written down with the reason in the same transaction. */
export async function actOnMessage(
  deps: Deps,
  { id: organisationId }: Organisation,
  { actorId, client, messageId, reason }: DeliveryWish,
  name: 'message.retried' | 'message.stopped',
  act: Act,
): Promise<Result<null, DeliveryFailure>> {
  if (reason.trim() === '') return failure('desk.noReason')
  return inTransaction(deps, async (deps) => {
    const found = await readMessage(deps, organisationId, messageId)
    if (!found || !(await act(deps, { organisationId, messageId }))) return failure('deliveries.tooLate')
    const { channel, purpose, personId } = found.message
    const personal = { ...whereFrom(client), reason: reason.trim().slice(0, 500) }
    const event = { organisationId, act: name, outcome: 'success' as const, actorId, subjectId: personId }
    await recordEvent(deps, { ...event, details: { messageId, channel, template: purpose }, personal })
    return success(null)
  })
}

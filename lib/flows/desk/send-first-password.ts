import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import type { Result } from '@/lib/core/result'
import type { MessageChannel } from '@/lib/delivery/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { allOrNothing } from '../all-or-nothing'
import { type SendFailure, sendFirstPassword as send } from '../first-password/send-first-password'
import { allowAct, type DeskFailure, type DeskWish } from './allow-act'

export type DeskSendFailure = DeskFailure | SendFailure

/**
 * Staff or the operator send somebody a first-time password, and never see it (F5). By letter it waits, sealed, to be
 * printed. Returns the message's id.
 */
export async function sendFirstPassword(
  deps: Deps,
  organisation: Organisation,
  { channel, ...wish }: DeskWish & { channel: MessageChannel },
): Promise<Result<{ messageId: string }, DeskSendFailure>> {
  const allowed = await allowAct(deps, organisation, 'desk.send-first-password', wish)
  if (!allowed.ok) return allowed
  const { person, event, by } = allowed.value
  const sent = await allOrNothing<{ messageId: string }, SendFailure>(deps, (deps) =>
    send(deps, organisation, person, channel, { actorId: wish.actorId, by, personal: event.personal }),
  )
  if (!sent.ok) await recordEvent(deps, { ...event, act: 'first-password.sent', outcome: 'failure', details: { channel, why: sent.failure } })
  return sent
}

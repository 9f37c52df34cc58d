import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result } from '@/lib/core/result'
import type { MessageChannel } from '@/lib/delivery/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { allOrNothing } from '../all-or-nothing'
import { type Client, whereFrom } from '../client'
import { type SendFailure, sendFirstPassword as send } from '../first-password/send-first-password'
import { mayHelp } from './may-help'

type Wish = {
  /** the member of staff; null for the operator's command line */
  actorId: string | null
  /** where the member of staff sits */
  client: Client | null
  personId: string
  channel: MessageChannel
  reason: string
}
export type DeskSendFailure = 'desk.notAllowed' | 'desk.noReason' | 'desk.unknownPerson' | SendFailure

/**
 * Staff or the operator send somebody a first-time password, with a reason, and never see it (F5). By letter it waits,
 * sealed, to be printed. Returns the message's id. The right of staff is read anew.
 */
export async function sendFirstPassword(
  deps: Deps,
  organisation: Organisation,
  { actorId, client, personId, channel, reason }: Wish,
): Promise<Result<{ messageId: string }, DeskSendFailure>> {
  const organisationId = organisation.id
  const personal = { ...(client ? whereFrom(client) : {}), reason: reason.trim().slice(0, 500) }
  const refuse = async (why: DeskSendFailure) => {
    const event = { organisationId, act: 'first-password.sent', outcome: 'failure' as const, actorId, subjectId: personId, details: { channel, why } }
    await recordEvent(deps, { ...event, personal })
    return failure(why)
  }
  if (actorId !== null && !(await mayHelp(deps, organisationId, actorId))) return refuse('desk.notAllowed')
  if (reason.trim() === '') return failure('desk.noReason')
  const person = await findPerson(deps, organisationId, personId)
  if (!person) return failure('desk.unknownPerson')
  const sent = await allOrNothing<{ messageId: string }, SendFailure>(deps, (deps) =>
    send(deps, organisation, person, channel, { actorId, by: actorId === null ? 'operator' : 'staff', personal }),
  )
  return sent.ok ? sent : refuse(sent.failure)
}

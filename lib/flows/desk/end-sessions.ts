import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { endSessions as end } from '@/lib/sessions/end-sessions'
import { type Client, whereFrom } from '../client'
import { tellLater } from '../tell-later'
import { mayHelp } from './may-help'

type Wish = { staffId: string; personId: string; reason: string }

/** Staff end every session of a person, at once and with a reason; returns how many. The right to do so is read anew. */
export async function endSessions(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  { staffId, personId, reason }: Wish,
): Promise<Result<number, 'desk.notAllowed' | 'desk.noReason' | 'desk.unknownPerson'>> {
  const organisationId = organisation.id
  const event = { organisationId, act: 'desk.sessions-ended', actorId: staffId, subjectId: personId }
  if (!(await mayHelp(deps, organisationId, staffId))) {
    await recordEvent(deps, { ...event, outcome: 'failure', details: { why: 'not allowed' }, personal: whereFrom(client) })
    return failure('desk.notAllowed')
  }
  if (reason.trim() === '') return failure('desk.noReason')
  if (!(await findPerson(deps, organisationId, personId))) return failure('desk.unknownPerson')
  return inTransaction(deps, async (deps) => {
    const count = await end(deps, { organisationId, personId }, 'staff')
    await recordEvent(deps, { ...event, outcome: 'success', details: { count }, personal: { ...whereFrom(client), reason: reason.trim().slice(0, 500) } })
    await tellLater(deps, { organisationId, personId, template: 'sessions-ended' })
    return success(count)
  })
}

import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import { callOffElection } from '@/lib/elections/call-off'
import type { Organisation } from '@/lib/organisations/schema'
import { allOrNothing } from '../all-or-nothing'
import type { StaffActor } from '../allow-right'
import { allowElection, type ElectionFailure } from './allow-elections'
import { wakeElection } from './run-elections'
import { voteEvent } from './vote-event'

type Failure = ElectionFailure | 'desk.noReason' | 'votes.callOff.late'

/** Calls a frozen vote off, before or while it is open. The reason is for everybody on the roll. The caller has proved the officer's password. */
export async function callOff(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  wish: { electionId: string; reason: string },
): Promise<Result<null, Failure>> {
  const { electionId } = wish
  const allowed = await allowElection(deps, organisation, actor, electionId)
  if (!allowed.ok) return allowed
  const reason = wish.reason.trim().slice(0, 500)
  if (!reason) return failure('desk.noReason')
  return allOrNothing<null, Failure>(deps, async (deps) => {
    if (!(await callOffElection(deps, allowed.value, { reason, by: actor.actorId }))) return failure('votes.callOff.late')
    const event = voteEvent(organisation, actor, 'vote.called-off', electionId)
    await recordEvent(deps, { ...event, personal: { ...event.personal, reason } })
    await wakeElection(deps, { organisationId: organisation.id, electionId })
    await enqueueJob(deps, 'forget-cards', {}, { key: 'forget-cards' })
    return success(null)
  })
}

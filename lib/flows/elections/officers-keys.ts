import { recordEvent } from '@/lib/audit/record-event'
import { boxAt } from '@/lib/box/client'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { publishOpened } from '@/lib/elections/count-votes'
import { takeOfficersKey } from '@/lib/elections/prepare-election'
import type { OpenedBallots } from '@/lib/elections/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { allOrNothing } from '../all-or-nothing'
import type { StaffActor } from '../allow-right'
import { allowElection, type ElectionFailure } from './allow-elections'
import { wakeElection } from './run-elections'
import { voteEvent } from './vote-event'

type Made = { electionId: string; version: number; officersKey: string }

/**
 * Takes the public half of the key that officers have made, shared out and tried in their browser: the other half never comes
 * here. The caller has proved the officer's password.
 */
export async function acceptKey(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  { electionId, version, officersKey }: Made,
): Promise<Result<null, ElectionFailure | 'votes.changed'>> {
  const allowed = await allowElection(deps, organisation, actor, electionId)
  if (!allowed.ok) return allowed
  return allOrNothing<null, 'votes.changed'>(deps, async (deps) => {
    if (!(await takeOfficersKey(deps, { ...allowed.value, version }, officersKey))) return failure('votes.changed')
    await recordEvent(deps, voteEvent(organisation, actor, 'vote.key-made', electionId, { key: officersKey }))
    return success(null)
  })
}

/** Takes what officers have opened with two of their three keys; the portal counts it then. Again it changes nothing. */
export async function takeOpened(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  electionId: string,
  opened: OpenedBallots,
): Promise<Result<null, ElectionFailure | 'votes.opening.refused'>> {
  const allowed = await allowElection(deps, organisation, actor, electionId)
  if (!allowed.ok) return allowed
  const { state, manifest } = allowed.value
  if (state !== 'frozen' || !manifest || !(await publishOpened(boxAt(manifest.box), allowed.value, opened))) return failure('votes.opening.refused')
  await recordEvent(deps, voteEvent(organisation, actor, 'vote.opened', electionId))
  await wakeElection(deps, { organisationId: organisation.id, electionId })
  return success(null)
}

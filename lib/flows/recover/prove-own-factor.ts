import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { readLock } from '@/lib/passwords/read-lock'
import { type Client, whereFrom } from '../client'
import { checkOwnWay, type OwnWayFailure } from '../own-factors/check-own-way'
import type { OwnWay } from '../own-factors/ways'
import { recordRefusedCode } from '../record-refused-code'
import { findProved } from './finish-recovery'
import { moveOn } from './move-on'

/**
 * The own factor of somebody who has one, after the proofs that everybody gives: a telephone that gets the codes of the
 * way back in must not open what it does not open at sign-in (security.md 35). Who has lost it turns to the desk.
 */
export async function submitOwnFactor(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
  { way, typed }: { way: OwnWay; typed: string },
): Promise<Result<null, OwnWayFailure | 'recover.ended'>> {
  const proved = await findProved(deps, organisation, client, ['awaiting-own-factor'], journeyId)
  if (!proved) return failure('recover.ended')
  const { journey, person } = proved
  const checked = await checkOwnWay(deps, organisation, client, person, way, typed)
  if (!checked.ok) {
    await recordRefusedCode(deps, { organisation, client, act: 'recovery.code-refused', why: checked.failure, subjectId: person.id })
    return checked
  }
  return inTransaction(deps, async (deps) => {
    const { isLocked } = await readLock(deps, organisation, person.id)
    if (!(await moveOn(deps, organisation, journey, { event: { type: 'own-proved', isLocked } }))) return failure('recover.ended')
    const event = { organisationId: organisation.id, act: 'recovery.proved', outcome: 'success', actorId: person.id } as const
    await recordEvent(deps, { ...event, details: { by: way, through: 'code' }, personal: whereFrom(client) })
    return success(null)
  })
}

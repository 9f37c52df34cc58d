import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { removeFactors } from '@/lib/factors/remove-factors'
import type { Organisation } from '@/lib/organisations/schema'
import { holdPerson } from '@/lib/people/hold-person'
import { closeOldWays } from '../close-old-ways'
import { tellPerson } from '../tell-person'
import { allowAct, type DeskFailure, type DeskWish } from './allow-act'

/**
 * Takes away what somebody set up beside the password and has lost, recovery codes too. The number stays. Every session
 * ends, whatever was sent is worthless, and every contact is told. What is set up anew needs the same proof as before
 * (security.md 41).
 */
export async function removeOwnFactors(deps: Deps, organisation: Organisation, wish: DeskWish): Promise<Result<null, DeskFailure | 'desk.noFactors'>> {
  const allowed = await allowAct(deps, organisation, 'desk.remove-second-factor', wish)
  if (!allowed.ok) return allowed
  const { event } = allowed.value
  return inTransaction(deps, async (deps) => {
    const person = await holdPerson(deps, organisation.id, wish.personId)
    const count = person ? await removeFactors(deps, organisation.id, person.id) : 0
    if (!person || count === 0) return failure('desk.noFactors')
    const endedSessions = await closeOldWays(deps, organisation.id, person.id, 'staff')
    await tellPerson(deps, organisation, person, 'factor-removed', { factor: 'all' }, { everywhere: true })
    await recordEvent(deps, { ...event, act: 'desk.own-factors-removed', outcome: 'success', details: { count, endedSessions } })
    return success(null)
  })
}

import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { changeMobile } from '@/lib/people/change-mobile'
import { holdPerson } from '@/lib/people/hold-person'
import { closeOldWays } from '../close-old-ways'
import { tellPerson } from '../tell-person'
import { allowAct, type DeskFailure, type DeskWish } from './allow-act'

/**
 * Takes the mobile number away from somebody who has lost the telephone. Every session ends, every code and first-time
 * password is worthless, and every contact is told, the number too. Nothing takes its place: where a second factor is
 * due nobody signs in until another number is proved, and where it is not due an own one takes what it took at first
 * (security.md 41).
 */
export async function removeSecondFactor(deps: Deps, organisation: Organisation, wish: DeskWish): Promise<Result<null, DeskFailure | 'desk.noMobile'>> {
  const allowed = await allowAct(deps, organisation, 'desk.remove-second-factor', wish)
  if (!allowed.ok) return allowed
  const { event } = allowed.value
  return inTransaction(deps, async (deps) => {
    const person = await holdPerson(deps, organisation.id, wish.personId)
    if (!person?.mobile) return failure('desk.noMobile')
    await changeMobile(deps, organisation.id, person.id, null)
    const endedSessions = await closeOldWays(deps, organisation.id, person.id, 'staff')
    await tellPerson(deps, organisation, person, 'second-factor-removed', {}, { everywhere: true })
    const personal = { ...event.personal, before: person.mobile }
    await recordEvent(deps, { ...event, act: 'desk.second-factor-removed', outcome: 'success', details: { factor: 'sms', endedSessions }, personal })
    return success(null)
  })
}

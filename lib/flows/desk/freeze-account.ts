import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { freezePerson } from '@/lib/people/freeze-person'
import { holdPerson } from '@/lib/people/hold-person'
import { closeOldWays } from '../close-old-ways'
import { tellPerson } from '../tell-person'
import { allowAct, type DeskFailure, type DeskWish } from './allow-act'

/** Nobody gets in as this person until the account is opened again: every session, code and first-time password ends, and the owner is told. */
export async function freezeAccount(deps: Deps, organisation: Organisation, wish: DeskWish): Promise<Result<null, DeskFailure | 'desk.notActive'>> {
  const allowed = await allowAct(deps, organisation, 'desk.freeze-account', wish)
  if (!allowed.ok) return allowed
  const { event } = allowed.value
  return inTransaction(deps, async (deps) => {
    const person = await holdPerson(deps, organisation.id, wish.personId)
    if (person?.status !== 'active') return failure('desk.notActive')
    const endedSessions = await closeOldWays(deps, organisation.id, person.id, 'frozen')
    await freezePerson(deps, organisation.id, person.id)
    await recordEvent(deps, { ...event, act: 'desk.account-frozen', outcome: 'success', details: { endedSessions } })
    await tellPerson(deps, organisation, person, 'frozen-by-desk', {}, { everywhere: true })
    return success(null)
  })
}

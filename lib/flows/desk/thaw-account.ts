import { recordEvent } from '@/lib/audit/record-event'
import { closeCases } from '@/lib/cases/close-cases'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { thawPerson } from '@/lib/people/freeze-person'
import { holdPerson } from '@/lib/people/hold-person'
import { closeOldWays } from '../close-old-ways'
import { tellLater } from '../tell-later'
import { allowAct, type DeskFailure, type DeskWish } from './allow-act'

/**
 * Opens a frozen account again, closes its cases, and tells its owner everywhere. What a thief may have opened in the
 * instant of the freezing does not come back to life with it. Who asks was made sure of by the one who does it.
 */
export async function thawAccount(deps: Deps, organisation: Pick<Organisation, 'id'>, wish: DeskWish): Promise<Result<null, DeskFailure | 'desk.notFrozen'>> {
  const allowed = await allowAct(deps, organisation, 'desk.thaw-account', wish)
  if (!allowed.ok) return allowed
  const { event, by } = allowed.value
  const { personId } = wish
  return inTransaction(deps, async (deps) => {
    const person = await holdPerson(deps, organisation.id, personId)
    if (person?.status !== 'frozen') return failure('desk.notFrozen')
    await closeOldWays(deps, organisation.id, personId, 'frozen')
    await thawPerson(deps, organisation.id, personId)
    const closedCases = await closeCases(deps, organisation.id, personId, 'not-me')
    await recordEvent(deps, { ...event, act: 'desk.account-thawed', outcome: 'success', details: { by, closedCases } })
    await tellLater(deps, { organisationId: organisation.id, personId, template: 'account-unlocked' })
    return success(null)
  })
}

import { recordEvent } from '@/lib/audit/record-event'
import { closeCases } from '@/lib/cases/close-cases'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { holdPerson, thawPerson } from '@/lib/people/freeze-person'
import { closeOldWays } from '../close-old-ways'
import { tellLater } from '../tell-later'

type Wish = { organisation: Pick<Organisation, 'id'>; personId: string /** null for the operator's command line */; actorId: string | null; reason: string }

/**
 * Opens a frozen account again, closes its cases, and tells its owner everywhere. What a thief may have opened in the
 * instant of the freezing does not come back to life with it. The caller has checked the right to do so, and who asks.
 */
export function thawAccount(deps: Deps, { organisation, personId, actorId, reason }: Wish): Promise<Result<null, 'desk.notFrozen'>> {
  return inTransaction(deps, async (deps) => {
    const person = await holdPerson(deps, organisation.id, personId)
    if (person?.status !== 'frozen') return failure('desk.notFrozen')
    await closeOldWays(deps, organisation.id, personId, 'frozen')
    await thawPerson(deps, organisation.id, personId)
    const closedCases = await closeCases(deps, organisation.id, personId, 'not-me')
    const event = { organisationId: organisation.id, act: 'desk.account-thawed', outcome: 'success' as const, actorId, subjectId: personId }
    await recordEvent(deps, { ...event, details: { by: actorId ? 'staff' : 'operator', closedCases }, personal: { reason: reason.trim().slice(0, 500) } })
    await tellLater(deps, { organisationId: organisation.id, personId, template: 'account-unlocked' })
    return success(null)
  })
}

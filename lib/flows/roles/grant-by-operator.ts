import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { giveRole } from '@/lib/people/roles/change-grant'
import { endSessions } from '@/lib/sessions/end-sessions'
import { allOrNothing } from '../all-or-nothing'
import { allowAct, type DeskFailure } from '../desk/allow-act'
import { tellLater } from '../tell-later'
import { type RoleWish, readScope, type WishFailure } from './ask-for-role'

/**
 * The operator's command line hands out a role alone: whoever works it has the database anyway. It is how an organisation
 * gets its first administrators, and its second when it has one.
 */
export async function grantByOperator(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  { role, groups, ...wish }: Omit<RoleWish, 'actorId' | 'client'>,
): Promise<Result<null, DeskFailure | WishFailure>> {
  const allowed = await allowAct(deps, organisation, 'roles.ask', { ...wish, actorId: null, client: null })
  if (!allowed.ok) return allowed
  const { person, event, by } = allowed.value
  const scope = await readScope(deps, organisation, person, { role, groups })
  if (!scope.ok) return scope
  const whose = { organisationId: organisation.id, personId: person.id }
  return allOrNothing<null, never>(deps, async (deps) => {
    await giveRole(deps, organisation.id, person.id, role, scope.value)
    const endedSessions = await endSessions(deps, whose, 'staff')
    await recordEvent(deps, { ...event, act: 'role.granted', outcome: 'success', details: { role, groups, by, endedSessions } })
    await tellLater(deps, { ...whose, template: 'role-granted', role })
    return success(null)
  })
}

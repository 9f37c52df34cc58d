import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { findAdministrators, takeRole } from '@/lib/people/roles/change-grant'
import type { GrantableRole } from '@/lib/people/roles/rules'
import { endSessions } from '@/lib/sessions/end-sessions'
import { allOrNothing } from '../all-or-nothing'
import { allowAct, type DeskFailure, type DeskWish } from '../desk/allow-act'
import { tellLater } from '../tell-later'

type TakeFailure = DeskFailure | 'roles.hasNot' | 'roles.lastAdministrator'

/** One administrator is enough to take a role away, and it is gone at once with every session of the person. An organisation keeps one administrator. */
export async function takeRoleAway(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  { role, ...wish }: DeskWish & { role: GrantableRole },
): Promise<Result<null, TakeFailure>> {
  const allowed = await allowAct(deps, organisation, 'roles.take-away', wish)
  if (!allowed.ok) return allowed
  const { event, by } = allowed.value
  const { id: organisationId } = organisation
  const { personId } = wish
  return allOrNothing<null, TakeFailure>(deps, async (deps) => {
    const administrators = role === 'administrator' ? await findAdministrators(deps, organisationId) : []
    if (administrators.length === 1 && administrators[0] === personId) return failure('roles.lastAdministrator')
    if (!(await takeRole(deps, organisationId, personId, role, wish.actorId))) return failure('roles.hasNot')
    const endedSessions = await endSessions(deps, { organisationId, personId }, 'staff')
    await recordEvent(deps, { ...event, act: 'role.taken-away', outcome: 'success', details: { role, by, endedSessions } })
    await tellLater(deps, { organisationId, personId, template: 'role-taken', role })
    return success(null)
  })
}

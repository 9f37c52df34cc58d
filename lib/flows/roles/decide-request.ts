import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { holdPerson } from '@/lib/people/hold-person'
import { findGrants } from '@/lib/people/membership'
import { giveRole } from '@/lib/people/roles/change-grant'
import { findGroupNames } from '@/lib/people/roles/find-groups'
import { endRequest, findRequest } from '@/lib/people/roles/role-requests'
import { whyNotSecond } from '@/lib/people/roles/rules'
import { may } from '@/lib/permissions/rules'
import { endSessions } from '@/lib/sessions/end-sessions'
import { allOrNothing } from '../all-or-nothing'
import { allowAct, type DeskFailure, type DeskWish } from '../desk/allow-act'
import { tellLater } from '../tell-later'

type Decision = Omit<DeskWish, 'personId'> & { actorId: string; requestId: string; decision: 'approve' | 'decline' }
type DecideFailure = DeskFailure | 'desk.notActive' | 'roles.requestGone' | 'roles.ownRequest' | 'roles.forOneself' | 'roles.askerGone'

/**
 * The second pair of eyes: another administrator than the one who asked, and not the one who gets it. With the role
 * every session of the person ends, so that the next one lives as short as staff's do (security.md 45).
 */
export async function decideRequest(deps: Deps, organisation: Organisation, { requestId, decision, ...wish }: Decision): Promise<Result<null, DecideFailure>> {
  const organisationId = organisation.id
  const request = await findRequest(deps, organisationId, requestId)
  if (!request) return failure('roles.requestGone')
  const { personId, role, askedBy } = request
  const allowed = await allowAct(deps, organisation, 'roles.decide', { ...wish, personId })
  if (!allowed.ok) return allowed
  const { event } = allowed.value
  const groups = await findGroupNames(deps, organisationId, request.groupIds)
  const details = { role, groups, request: requestId }
  const why = whyNotSecond(request, wish.actorId)
  if (why) {
    await recordEvent(deps, { ...event, act: 'role.granted', outcome: 'failure', details: { ...details, why } })
    return failure(why)
  }
  return allOrNothing<null, DecideFailure>(deps, async (deps) => {
    const person = await holdPerson(deps, organisationId, personId)
    if (!(await endRequest(deps, organisationId, requestId, decision === 'approve' ? 'approved' : 'declined', wish.actorId)))
      return failure('roles.requestGone')
    if (decision === 'decline') {
      await recordEvent(deps, { ...event, act: 'role.declined', outcome: 'success', details })
      return success(null)
    }
    if (person?.status !== 'active') return failure('desk.notActive')
    if (!may(await findGrants(deps, organisationId, askedBy), 'roles.ask')) return failure('roles.askerGone')
    await giveRole(deps, organisationId, personId, role, request.isBounded ? request.groupIds : null)
    const endedSessions = await endSessions(deps, { organisationId, personId }, 'staff')
    await recordEvent(deps, { ...event, act: 'role.granted', outcome: 'success', details: { ...details, by: 'staff', askedBy, endedSessions } })
    await tellLater(deps, { organisationId, personId, template: 'role-granted', role })
    return success(null)
  })
}

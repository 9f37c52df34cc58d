import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { findGrants } from '@/lib/people/membership'
import { findAdministrators } from '@/lib/people/roles/change-grant'
import { findGroupsNamed } from '@/lib/people/roles/find-groups'
import { openRequest } from '@/lib/people/roles/role-requests'
import { type GrantableRole, isBoundable, roleInWords } from '@/lib/people/roles/rules'
import { fullName, type Person } from '@/lib/people/rules'
import type { Grant } from '@/lib/permissions/rules'
import { allOrNothing } from '../all-or-nothing'
import { allowAct, type DeskFailure, type DeskWish } from '../desk/allow-act'
import { tellPerson } from '../tell-person'

export type RoleWish = DeskWish & {
  role: GrantableRole
  /** names; of none: for the whole organisation */
  groups: string[]
}
export type WishFailure = 'desk.notActive' | 'roles.notBoundable' | 'roles.unknownGroup' | 'roles.hasAlready'
type AskFailure = DeskFailure | WishFailure | 'roles.nobodyElse' | 'roles.alreadyAsked'

/** As many are told of a request; the others see it on the page. */
const mostTold = 20

/** One administrator asks that somebody get a role of staff; nothing is given before another approves. */
export async function askForRole(deps: Deps, organisation: Organisation, wish: RoleWish & { actorId: string }): Promise<Result<null, AskFailure>> {
  const allowed = await allowAct(deps, organisation, 'roles.ask', wish)
  if (!allowed.ok) return allowed
  const { person, event } = allowed.value
  const { id: organisationId } = organisation
  const { role, actorId } = wish
  const scope = await readScope(deps, organisation, person, wish)
  if (!scope.ok) return scope
  return allOrNothing<null, AskFailure>(deps, async (deps) => {
    const others = (await findAdministrators(deps, organisationId)).filter((id) => id !== actorId && id !== person.id)
    if (others.length === 0) return failure('roles.nobodyElse')
    const asked = { organisationId, personId: person.id, role, groupIds: scope.value, reason: event.personal.reason ?? '', askedBy: actorId }
    const request = await openRequest(deps, asked)
    if (!request) return failure('roles.alreadyAsked')
    await recordEvent(deps, { ...event, act: 'role.asked', outcome: 'success', details: { role, groups: wish.groups, request: request.id } })
    for (const id of others.slice(0, mostTold)) {
      const administrator = await findPerson(deps, organisationId, id)
      if (administrator)
        await tellPerson(deps, organisation, administrator, 'role-asked', { whom: fullName(person), role: roleInWords(role), until: request.expiresAt })
    }
    return success(null)
  })
}

/** Whether the wish makes sense for this person: the ids of its groups, or null for the whole organisation. */
export async function readScope(
  deps: Deps,
  { id }: Pick<Organisation, 'id'>,
  person: Person,
  { role, groups }: Pick<RoleWish, 'role' | 'groups'>,
): Promise<Result<string[] | null, WishFailure>> {
  if (person.status !== 'active') return failure('desk.notActive')
  if (groups.length > 0 && !isBoundable(role)) return failure('roles.notBoundable')
  const found = await findGroupsNamed(deps, id, groups)
  if (!found.ok) return found
  const groupIds = groups.length > 0 ? found.value.map(({ id }) => id).sort() : null
  const present = (await findGrants(deps, id, person.id)).find((grant) => grant.role === role)
  return present && isSame(present, groupIds) ? failure('roles.hasAlready') : success(groupIds)
}

const isSame = (present: Grant, groupIds: string[] | null) => JSON.stringify(present.groupIds && [...present.groupIds].sort()) === JSON.stringify(groupIds)

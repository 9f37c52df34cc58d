import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { disablePerson } from '@/lib/people/freeze-person'
import { takeStaffRoles } from '@/lib/people/membership'
import { holdPerson } from '@/lib/scim/hold-resource'
import { markGone } from '@/lib/scim/keep-known'
import type { Problem } from '@/lib/scim/schema'
import { allOrNothing } from '../all-or-nothing'
import { closeOldWays } from '../close-old-ways'
import { type Actor, byToken, isLastAdministrator, isStale, lastAdministrator, notFound, stale } from './actor'

/**
 * DELETE: the account is closed at once and gone for the outside system; its groups and roles of staff end. The row stays
 * until the organisation's retention removes it, and holds the names: nobody else gets what was the person's.
 */
export function removeUser(
  deps: Deps,
  organisation: Organisation,
  actor: Actor,
  { id, ifMatch }: { id: string; ifMatch: string | null },
): Promise<Result<null, Problem>> {
  return allOrNothing(deps, async (deps) => {
    const held = await holdPerson(deps, organisation.id, id, actor.address)
    if (!held) return notFound
    if (isStale(held.version, ifMatch)) return stale
    if (await isLastAdministrator(deps, organisation.id, held.person.id)) return lastAdministrator
    const endedSessions = await closeOldWays(deps, organisation.id, held.person.id, 'disabled')
    await disablePerson(deps, organisation.id, held.person.id)
    const endedRoles = await takeStaffRoles(deps, organisation.id, held.person.id)
    await markGone(deps, organisation.id, held.person.id)
    const { details, ...event } = byToken(actor)
    await recordEvent(deps, {
      ...event,
      organisationId: organisation.id,
      act: 'provisioning.person-removed',
      outcome: 'success',
      subjectId: held.person.id,
      details: { ...details, endedSessions, endedRoles },
    })
    return success(null)
  })
}

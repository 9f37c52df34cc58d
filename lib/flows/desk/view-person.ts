import { recentHistory } from '@/lib/audit/person-history'
import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { messagesOfPerson } from '@/lib/delivery/messages-of-person'
import type { Organisation } from '@/lib/organisations/schema'
import { findPasswordState } from '@/lib/passwords/find-password-state'
import { readLock } from '@/lib/passwords/read-lock'
import { findDetails } from '@/lib/people/find-details'
import { findPerson, isWithinReach } from '@/lib/people/find-person'
import { findGroups } from '@/lib/people/membership'
import { fullName } from '@/lib/people/rules'
import type { Reach } from '@/lib/permissions/rules'
import { listSessions } from '@/lib/sessions/list-sessions'
import { type Client, whereFrom } from '../client'

/** As much as a case worker reads on the telephone; all of it stands in the person's own download. */
const mostShown = 60

type Looking = { staffId: string; reach: Reach }

/**
 * What the desk sees of a person; that it looked stands in the audit, for the person to read. Null when there is nobody,
 * and for staff whose right does not reach them: that they tried is written down.
 */
export async function viewPerson(deps: Deps, organisation: Organisation, client: Client, { staffId, reach }: Looking, personId: string) {
  const { id } = organisation
  const details = await findDetails(deps, id, personId)
  if (!details) return null
  const event = { organisationId: id, actorId: staffId, subjectId: personId, personal: whereFrom(client) }
  if (!(await isWithinReach(deps, id, personId, reach))) {
    await recordEvent(deps, { ...event, act: 'desk.refused', outcome: 'failure', details: { right: 'desk.view-person' } })
    return null
  }
  await recordEvent(deps, { ...event, act: 'desk.person-viewed', outcome: 'success', details: { by: 'staff' } })
  const events = await recentHistory(deps, id, personId, mostShown)
  const messages = (await messagesOfPerson(deps, id, personId)).slice(0, mostShown)
  return {
    details,
    groups: await findGroups(deps, id, personId),
    lock: await readLock(deps, id, personId),
    password: await findPasswordState(deps, id, personId),
    sessions: (await listSessions(deps, id, personId)).length,
    events,
    messages,
    staffNames: await namesOf(
      deps,
      id,
      events.map(({ actorId }) => actorId).filter((actorId) => actorId !== null && actorId !== personId),
    ),
  }
}

async function namesOf(deps: Deps, organisationId: string, ids: (string | null)[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const id of new Set(ids)) {
    const person = id && (await findPerson(deps, organisationId, id))
    if (person) names.set(person.id, fullName(person))
  }
  return names
}

export type PersonSeen = NonNullable<Awaited<ReturnType<typeof viewPerson>>>

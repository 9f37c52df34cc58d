import { recentHistory } from '@/lib/audit/person-history'
import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { messagesOfPerson } from '@/lib/delivery/messages-of-person'
import { listFactors } from '@/lib/factors/list-factors'
import type { Organisation } from '@/lib/organisations/schema'
import { findPasswordState } from '@/lib/passwords/find-password-state'
import { readLock } from '@/lib/passwords/read-lock'
import { findDetails } from '@/lib/people/find-details'
import { isWithinReach } from '@/lib/people/find-person'
import { findGroups } from '@/lib/people/membership'
import type { Reach } from '@/lib/permissions/rules'
import { listSessions } from '@/lib/sessions/list-sessions'
import { type Client, whereFrom } from '../client'
import { nameActors } from '../name-actors'
import { type Cursor, writeCursor } from './rules'
import { findVerifiedAt } from './verify-caller'

/** As much as a case worker reads on the telephone; older things by the page. */
const mostShown = 60

type Looking = { staffId: string; reach: Reach; before?: Cursor | null }

/**
 * What the desk sees of a person; that it looked stands in the audit, for the person to read. Null when there is nobody,
 * and for staff whose right does not reach them: that they tried is written down.
 */
export async function viewPerson(deps: Deps, organisation: Organisation, client: Client, { staffId, reach, before = null }: Looking, personId: string) {
  const { id } = organisation
  const details = await findDetails(deps, id, personId)
  if (!details) return null
  const event = { organisationId: id, actorId: staffId, subjectId: personId, personal: whereFrom(client) }
  if (!(await isWithinReach(deps, id, personId, reach))) {
    await recordEvent(deps, { ...event, act: 'desk.refused', outcome: 'failure', details: { right: 'desk.view-person' } })
    return null
  }
  await recordEvent(deps, { ...event, act: 'desk.person-viewed', outcome: 'success', details: { by: 'staff' } })
  // One more than is shown tells whether there is more.
  const told = await recentHistory(deps, id, personId, { count: mostShown + 1, before, exceptLooksOf: staffId })
  const sent = await messagesOfPerson(deps, id, personId, { most: mostShown + 1, before })
  const places = [...told, ...sent.map(({ id, queuedAt: at }) => ({ id, at }))].sort(newestFirst)
  const last = places.length > mostShown ? (places[mostShown - 1] ?? null) : null
  const isShown = (place: Cursor) => last === null || newestFirst(place, last) <= 0
  const events = told.filter(isShown)
  const messages = sent.filter(({ id, queuedAt: at }) => isShown({ id, at }))
  return {
    details,
    groups: await findGroups(deps, id, personId),
    factors: await listFactors(deps, id, personId),
    lock: await readLock(deps, organisation, personId),
    password: await findPasswordState(deps, id, personId),
    sessions: (await listSessions(deps, id, personId)).length,
    events,
    messages,
    /** where the next page of both begins; null on the last */
    older: last && writeCursor(last),
    isNewest: before === null,
    verifiedAt: await findVerifiedAt(deps, id, personId),
    staffNames: await nameActors(
      deps,
      id,
      events.map(({ actorId }) => actorId).filter((actorId) => actorId !== personId),
    ),
  }
}

const newestFirst = (one: Cursor, other: Cursor) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1)

export type PersonSeen = NonNullable<Awaited<ReturnType<typeof viewPerson>>>

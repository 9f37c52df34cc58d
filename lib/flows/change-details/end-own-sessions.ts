import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { isUuid } from '@/lib/core/is-uuid'
import type { Organisation } from '@/lib/organisations/schema'
import { endSessions } from '@/lib/sessions/end-sessions'
import { type Client, whereFrom } from '../client'

/** Ends one of the person's other sessions, or all of them; returns how many. The one that asks is ended by signing out. */
export async function endOwnSessions(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  own: { id: string; personId: string },
  which: string,
): Promise<number> {
  if (which !== 'others' && (!isUuid(which) || which === own.id)) return 0
  return inTransaction(deps, async (deps) => {
    const { personId } = own
    const count = await endSessions(
      deps,
      { organisationId: organisation.id, personId, ...(which === 'others' ? { exceptId: own.id } : { id: which }) },
      'person',
    )
    if (count > 0)
      await recordEvent(deps, {
        organisationId: organisation.id,
        act: 'session.ended',
        outcome: 'success',
        actorId: personId,
        details: { count },
        personal: whereFrom(client),
      })
    return count
  })
}

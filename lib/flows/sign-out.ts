import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { endSessions } from '@/lib/sessions/end-sessions'
import { type Client, whereFrom } from './client'

type Leaving = { organisationId: string; personId: string; sessionId: string; client: Pick<Client, 'address' | 'userAgent'> }

/** The very next request with this session's cookie is a stranger's. */
export function signOut(deps: Deps, { organisationId, personId, sessionId, client }: Leaving): Promise<void> {
  return inTransaction(deps, async (deps) => {
    await endSessions(deps, { organisationId, personId, id: sessionId }, 'sign-out')
    await recordEvent(deps, { organisationId, act: 'sign-out', outcome: 'success', actorId: personId, personal: whereFrom(client) })
  })
}

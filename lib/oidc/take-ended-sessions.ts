import type { Deps } from '@/lib/core/db'
import { unseal } from '@/lib/core/seal'
import { placeOfArtifact } from './adapter'
import { takeEndedSessions as take } from './store'

export type EndedSignIn = { organisationId: string; clientId: string; personId: string; sid: string }

/** Who was signed in where by sessions that have ended. Each is given once: call it in the transaction that remembers them. */
export async function takeEndedSessions(deps: Deps): Promise<EndedSignIn[]> {
  const rows = await take(deps.db, deps.now())
  return rows.flatMap(({ organisationId, idHmac, sealed }) => {
    const session: { accountId?: string; authorizations?: Record<string, { sid?: string }> } = JSON.parse(
      unseal('openid', sealed, placeOfArtifact(organisationId, 'Session', idHmac)),
    )
    const { accountId: personId, authorizations = {} } = session
    if (!personId) return []
    return Object.entries(authorizations).flatMap(([clientId, { sid }]) => (sid ? [{ organisationId, clientId, personId, sid }] : []))
  })
}

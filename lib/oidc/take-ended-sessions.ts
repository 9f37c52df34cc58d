import type { Deps } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { unseal } from '@/lib/core/seal'
import { placeOfArtifact } from './adapter'
import { takeEndedSessions as take } from './store'

export type EndedSignIn = { organisationId: string; clientId: string; personId: string; sid: string }

/** Who was signed in where by sessions that have ended. Each is given once: call it in the transaction that remembers them. */
export async function takeEndedSessions(deps: Deps): Promise<EndedSignIn[]> {
  const rows = await take(deps.db, deps.now())
  return rows.flatMap(({ organisationId, idHmac, sealed }) => {
    const { accountId: personId, authorizations = {} } = open(sealed, placeOfArtifact(organisationId, 'Session', idHmac))
    if (!personId) return []
    return Object.entries(authorizations).flatMap(([clientId, { sid }]) => (sid ? [{ organisationId, clientId, personId, sid }] : []))
  })
}

type View = { accountId?: string; authorizations?: Record<string, { sid?: string }> }

/** What was sealed under another AUTH_SECRET tells nothing: its systems can't be told, and the others must be. */
function open(sealed: Uint8Array, place: string): View {
  try {
    return JSON.parse(unseal('openid', sealed, place))
  } catch {
    log().warn('a session that opened other systems ended, and AUTH_SECRET is another now: they could not be told')
    return {}
  }
}

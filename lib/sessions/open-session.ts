import type { Deps, Piece } from '@/lib/core/db'
import { hmac, secretToken } from '@/lib/core/seal'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import type { Organisation } from '@/lib/organisations/schema'
import { sessionLengths } from './rules'
import { insertSession } from './store'

export type OpenedSession = {
  id: string
  token: string
  expiresAt: Date
  isRemembered: boolean
}

type Opening = {
  organisation: Pick<Organisation, 'id' | 'settings'>
  personId: string
  roles: string[]
  wishesToBeRemembered: boolean
  /** what was proved: password, sms */
  factors: string[]
  /** when it was proved, where that was not now */
  authenticatedAt?: Date
  client: { address: string; userAgent: string; isInside: boolean; device: string }
  /** written with the session, or not at all */
  along?: Piece[]
  /** called in the same statement where the browser is new for a person who has used another before (security.md 53) */
  ifNewDevice?: Piece | null
}

/** A session of its own, with a new 256-bit id that only the browser's cookie holds. */
export async function openSession(
  deps: Deps,
  { organisation, personId, roles, wishesToBeRemembered, factors, authenticatedAt, client, along = [], ifNewDevice = null }: Opening,
): Promise<OpenedSession> {
  const token = secretToken()
  const now = deps.now()
  const { idleMinutes, absoluteMinutes, isRemembered } = sessionLengths(organisation.settings, { roles, wishesToBeRemembered })
  const expiresAt = new Date(now.getTime() + absoluteMinutes * 60_000)
  const id = timeOrderedId(now)
  const session = {
    id,
    organisationId: organisation.id,
    personId,
    tokenHash: tokenHash(token),
    createdAt: now,
    authenticatedAt: authenticatedAt ?? now,
    lastSeenAt: now,
    idleMinutes,
    expiresAt,
    isRemembered,
    factors,
    isInside: client.isInside,
    clientAddress: client.address,
    userAgent: client.userAgent,
  }
  await insertSession(deps.db, session, hmac('device', organisation.id, personId, client.device), along, ifNewDevice)
  return { id, token, expiresAt, isRemembered }
}

export const tokenHash = (token: string) => hmac('session', token)

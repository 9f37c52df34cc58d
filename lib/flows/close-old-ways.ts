import { endCodes } from '@/lib/codes/end-codes'
import type { Deps } from '@/lib/core/db'
import { endOtherJourneys } from '@/lib/journeys/journey'
import { endFirstPasswords } from '@/lib/passwords/end-first-passwords'
import { endSessions, type SessionEnd } from '@/lib/sessions/end-sessions'
import { forgetDevices } from '@/lib/sessions/remembered-devices'

type Kept = { sessionId?: string; journeyId?: string }

/**
 * After a new password, and for a frozen account: whoever is signed in is not any more, and every code, link, begun
 * journey, remembered device and first-time password that was out is worthless (security.md 36), but for what asks now. Returns how many
 * sessions ended. Call it in the transaction of the change.
 */
export async function closeOldWays(deps: Deps, organisationId: string, personId: string, by: SessionEnd, kept: Kept = {}): Promise<number> {
  await endOtherJourneys(deps, organisationId, personId, kept.journeyId)
  await endCodes(deps, organisationId, personId)
  await forgetDevices(deps, organisationId, personId)
  await endFirstPasswords(deps, organisationId, personId)
  return endSessions(deps, { organisationId, personId, exceptId: kept.sessionId }, by)
}

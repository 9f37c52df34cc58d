import { isFresh } from '@/lib/sessions/rules'
import type { Answer } from '@/lib/web/actions'
import type { MemberVisit } from '@/lib/web/session'
import { PresentPassword } from '../present-password'
import { stepUp } from '../step-up'

/** A page may have stood open for a while when its button is pressed; minutes. */
const patience = 10

/** The present password, where it was proved long ago (security.md 49). */
export function ProveAgain({ visit }: { visit: MemberVisit }) {
  const { organisation, session, deps } = visit
  return isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes, deps.now()) ? null : <PresentPassword visit={visit} />
}

/** What `ProveAgain` asked for: what is wrong with it, or null. */
export async function proveAgain(visit: MemberVisit, typed: string | undefined): Promise<Answer | null> {
  const { organisation, session, deps } = visit
  if (typed === undefined && isFresh(session.authenticatedAt, organisation.settings.sessions.freshMinutes + patience, deps.now())) return null
  const proof = await stepUp(visit, typed ?? '')
  return proof.ok ? null : proof.failure
}

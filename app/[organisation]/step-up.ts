import { failure, type Result, success } from '@/lib/core/result'
import { type Proof, provePassword } from '@/lib/flows/change-details/prove-password'
import { type Answer, wrong } from '@/lib/web/actions'
import { setSessionCookie } from '@/lib/web/cookies'
import { sayFailure } from '@/lib/web/say-failure'
import type { MemberVisit } from '@/lib/web/session'

/** The present password before a sensitive change; a right one gives the session a new id, and its cookie with it. */
export async function stepUp(visit: MemberVisit, typed: string): Promise<Result<Proof, Answer>> {
  const { deps, organisation, client, session } = visit
  const proof = await provePassword(deps, organisation, client, session, typed)
  if (!proof.ok) return failure(wrong(sayFailure(visit, proof.failure), proof.failure === 'details.password.wrong' ? 'currentPassword' : null))
  const { expiresAt, isRemembered } = session
  await setSessionCookie(organisation.slug, { token: proof.value.token, expiresAt, isRemembered })
  return success(proof.value)
}

import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { clearAttempts } from '@/lib/passwords/clear-attempts'
import type { Attempt } from '@/lib/passwords/count-attempt'
import { tryPassword } from '@/lib/passwords/try-password'
import { renewSession } from '@/lib/sessions/end-sessions'
import { type Client, failedSignInsHere, whereFrom } from '../client'
import { countHere } from '../count-here'
import { tellLater } from '../tell-later'

declare const proved: unique symbol
/** That the person of this session gave the present password just now. Only `provePassword` makes one: what needs it can't be called without. */
export type Proof = {
  personId: string
  sessionId: string /** the session's new id, for its cookie */
  token: string
  factors: readonly string[]
  /** the present password as it was typed */
  typed: string
  [proved]: true
}

export type ProofFailure = 'details.password.wrong' | 'directory.away' | 'signIn.tooManyFromHere' | 'page.sessionEnded'

/**
 * Checks the present password before a sensitive change. Wrong ones count and lock as at sign-in, so that nobody guesses
 * it here; a locked account gets the same answer. A right one gives the session a new id (security.md 44).
 */
export async function provePassword(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  session: { id: string; personId: string; factors?: readonly string[] },
  typed: string,
): Promise<Result<Proof, ProofFailure>> {
  const { personId, factors = [] } = session
  const here = failedSignInsHere(organisation, client)
  const tried = await tryPassword(deps, organisation, personId, typed, here)
  if (!tried) return failure('signIn.tooManyFromHere')
  const { isRight, isAway, attempt } = tried
  if (isAway) return failure('directory.away')
  if (!isRight) {
    await refuse(deps, organisation, client, personId, attempt)
    await countHere(deps, organisation, client, here)
    return failure('details.password.wrong')
  }
  await clearAttempts(deps, organisation.id, personId, attempt)
  const token = await renewSession(deps, organisation.id, session.id)
  return token ? success({ personId, sessionId: session.id, token, factors, typed } as Proof) : failure('page.sessionEnded')
}

async function refuse(deps: Deps, organisation: Organisation, client: Client, personId: string, { isLocked, hasJustLocked, lockedUntil, failures }: Attempt) {
  await inTransaction(deps, async (deps) => {
    const event = { organisationId: organisation.id, outcome: 'failure' as const, actorId: personId, personal: whereFrom(client) }
    await recordEvent(deps, { ...event, act: 'details.password-refused', details: { isLocked, isInside: client.isInside } })
    if (!hasJustLocked) return
    await recordEvent(deps, { ...event, act: 'account.locked', details: { isKnown: true, failures, until: lockedUntil?.toISOString() ?? null } })
    await tellLater(deps, { organisationId: organisation.id, personId, template: lockedUntil ? 'locked' : 'closed', until: lockedUntil })
  })
}

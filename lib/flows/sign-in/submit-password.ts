import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { metrics } from '@/lib/core/metrics'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { clearAttempts, clearAttemptsAlong } from '@/lib/passwords/clear-attempts'
import type { Attempt } from '@/lib/passwords/count-attempt'
import { strangerId } from '@/lib/passwords/stranger-id'
import { tryPassword } from '@/lib/passwords/try-password'
import { findPersonWhoSignsIn } from '@/lib/people/find-person'
import { identifierKey, type Person } from '@/lib/people/rules'
import { type Client, failedSignInsHere, whereFrom } from '../client'
import { countHere } from '../count-here'
import { tellLater } from '../tell-later'
import { type AwaitedCode, type AwaitFailure, awaitCode } from './await-code'
import { findDue } from './find-due'
import { finishSignIn, type SignedIn } from './finish-sign-in'
import type { SignInData, SignInJourney } from './journey'
import { refuseDue } from './refuse-due'

export type PasswordFailure =
  | 'signIn.wrong'
  | 'signIn.tooManyFromHere'
  | 'signIn.firstInside'
  | 'signIn.noNumber'
  | 'signIn.mustChange'
  | 'directory.away'
  | AwaitFailure
export type PasswordStep = { step: 'signed-in'; session: SignedIn } | AwaitedCode

type Typed = { identifier: string; password: string; wishesToBeRemembered: boolean; returnTo: string | null }

/**
 * Checks a typed name and password. Wrong, locked, disabled and unknown give one answer after the same work: one count,
 * one argon2id run, one audit row. `journey` is the one of the first page, where there are two.
 */
export async function submitPassword(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  typed: Typed,
  journey: SignInJourney | null,
): Promise<Result<PasswordStep, PasswordFailure>> {
  const here = failedSignInsHere(organisation, client)
  const found = await findPersonWhoSignsIn(deps, organisation, typed.identifier)
  const subjectId = found?.person.id ?? strangerId(organisation.id, identifierKey(typed.identifier))
  const tried = await tryPassword(deps, organisation, subjectId, typed.password, here)
  if (!tried) return failure('signIn.tooManyFromHere')
  const { isRight, isAway, mustChange, attempt } = tried
  if (isAway) return failure('directory.away')

  if (!found || !isRight || found.person.status !== 'active') {
    await refuse(deps, organisation, client, found?.person ?? null, attempt)
    await countHere(deps, organisation, client, here)
    metrics().signIns.inc({ organisation: organisation.slug, outcome: 'refused' })
    return failure('signIn.wrong')
  }

  const { person, isByFormerName } = found
  const { identifier, wishesToBeRemembered, returnTo } = typed
  const { step: due, why } = await findDue(deps, organisation, person, client)
  const data: SignInData = { identifier, wishesToBeRemembered, isByFormerName, failuresBefore: attempt.failuresBefore, returnTo, why }
  if (due === 'none' && !mustChange) {
    const cleared = clearAttemptsAlong(deps, organisation.id, subjectId, attempt)
    return success({ step: 'signed-in', session: await finishSignIn(deps, organisation, client, person, data, ['password'], journey, [cleared]) })
  }
  await clearAttempts(deps, organisation.id, subjectId, attempt)
  if (mustChange) {
    const event = { organisationId: organisation.id, actorId: person.id, personal: whereFrom(client) }
    await recordEvent(deps, { ...event, act: 'sign-in.must-change', outcome: 'failure' })
    return failure('signIn.mustChange')
  }
  if (due === 'first-inside' || due === 'no-number') return failure(await refuseDue(deps, organisation, client, person, due))
  return awaitCode(deps, organisation, client, person, data, { journey, isSent: due === 'code' })
}

async function refuse(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  person: Person | null,
  { isLocked, hasJustLocked, lockedUntil, failures }: Attempt,
) {
  await inTransaction(deps, async (deps) => {
    const event = { organisationId: organisation.id, outcome: 'failure' as const, subjectId: person?.id ?? null, personal: whereFrom(client) }
    await recordEvent(deps, { ...event, act: 'sign-in.refused', details: { isKnown: person !== null, isLocked, status: person?.status ?? null } })
    if (!hasJustLocked) return
    await recordEvent(deps, { ...event, act: 'account.locked', details: { isKnown: person !== null, failures, until: lockedUntil?.toISOString() ?? null } })
    // The page says the same to all, the owner is told on the registered channel.
    await tellLater(deps, { organisationId: organisation.id, personId: person?.id ?? null, template: lockedUntil ? 'locked' : 'closed', until: lockedUntil })
  })
}

import { recordEvent } from '@/lib/audit/record-event'
import { type CodeFailure, checkCode, findSentCode } from '@/lib/codes/check-code'
import { makeReference } from '@/lib/codes/issue-code'
import { mayResend } from '@/lib/codes/rules'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney, moveJourney } from '@/lib/journeys/journey'
import { findLinkedJourney } from '@/lib/journeys/linked-journey'
import { countUse } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { readLock } from '@/lib/passwords/read-lock'
import { findPerson } from '@/lib/people/find-person'
import { type Client, codeRequestsHere, whereFrom } from '../client'
import { findRecovery, type RecoveryData, type RecoveryJourney, recoveryKind, recoveryMinutes } from './journey'
import { nextState } from './rules'

/** The typed code: right for whoever was sent it, in the browser that asked. A stranger's is never right. */
export async function submitRecoveryCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
  typed: string,
): Promise<Result<null, CodeFailure | 'recover.ended'>> {
  const journey = await findRecovery(deps, organisation, client, journeyId)
  if (journey?.state !== 'awaiting-code') return failure('recover.ended')
  const { personId } = journey
  const checked = await checkCode(deps, { organisation, journeyId: journey.id, purpose: 'recovery', personId }, typed)
  if (!checked.ok || !personId) {
    const why = checked.ok ? 'code.wrong' : checked.failure // one in 200,000 guesses hits the code that nobody was sent
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: 'recovery.code-refused',
      outcome: 'failure',
      subjectId: personId,
      details: { why },
      personal: whereFrom(client),
    })
    return failure(why)
  }
  const after = await afterProof(deps, organisation, personId)
  const data = { ...journey.data, wasLocked: after?.wasLocked ?? false }
  return after && (await moveJourney(deps, journey, { state: after.state, data, minutes: recoveryMinutes })) ? success(null) : failure('recover.ended')
}

/** What a mailed link leads to; asking changes nothing. */
export async function findRecoveryOfLink(deps: Deps, organisation: Organisation, token: string): Promise<RecoveryJourney | null> {
  const journey = await findLinkedJourney<RecoveryData>(deps, organisation.id, recoveryKind, token)
  return journey?.state === 'awaiting-code' && journey.personId ? (journey as RecoveryJourney) : null
}

/** The button under the link does what typing the code does, and moves the journey to this browser. */
export async function followRecoveryLink(deps: Deps, organisation: Organisation, client: Client, token: string): Promise<Result<null, 'recover.ended'>> {
  const journey = await findRecoveryOfLink(deps, organisation, token)
  const after = journey?.personId ? await afterProof(deps, organisation, journey.personId) : null
  if (!journey || !after) return failure('recover.ended')
  return inTransaction(deps, async (deps) => {
    if (!(await moveJourney(deps, journey, { state: 'moved', isFinished: true }))) return failure('recover.ended')
    const { personId, data } = journey
    const moved = { ...data, wasLocked: after.wasLocked }
    await beginJourney(deps, {
      organisationId: organisation.id,
      kind: recoveryKind,
      state: after.state,
      browser: client.browser,
      personId,
      data: moved,
      minutes: recoveryMinutes,
    })
    return success(null)
  })
}

/** Another code under another reference; the page says the same to everybody, the worker sends where there is somebody. */
export async function resendRecovery(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
): Promise<Result<null, 'recover.ended' | 'code.pause' | 'code.dead' | 'signIn.tooManyFromHere'>> {
  const journey = await findRecovery(deps, organisation, client, journeyId)
  if (journey?.state !== 'awaiting-code') return failure('recover.ended')
  if ((await countUse(deps, codeRequestsHere(organisation, client))).isOver) return failure('signIn.tooManyFromHere')
  const { codes } = organisation.settings
  const sent = await findSentCode(deps, { organisation, journeyId: journey.id, purpose: 'recovery' })
  if (sent && sent.attempts >= codes.tries) return failure('code.dead')
  if (sent && !mayResend(sent.sendings, sent.sentAt, codes, deps.now()).may) return failure('code.pause')
  return inTransaction(deps, async (deps) => {
    const data = { ...journey.data, reference: makeReference(journey.data.reference) }
    if (!(await moveJourney(deps, journey, { state: 'awaiting-code', data, minutes: recoveryMinutes }))) return failure('recover.ended')
    await enqueueJob(deps, 'send-recovery', { organisationId: organisation.id, journeyId: journey.id })
    return success(null)
  })
}

async function afterProof(deps: Deps, organisation: Organisation, personId: string) {
  const person = await findPerson(deps, organisation.id, personId)
  if (person?.status !== 'active') return null
  const { isLocked } = await readLock(deps, organisation.id, personId)
  return { state: nextState(organisation.settings.recovery, isLocked, 'awaiting-code'), wasLocked: isLocked }
}

import { recordEvent } from '@/lib/audit/record-event'
import { type CodeFailure, findSentCode, tryCode } from '@/lib/codes/check-code'
import { mayResend } from '@/lib/codes/rules'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import { holdJourney, moveJourney } from '@/lib/journeys/journey'
import { findLinkedJourney } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { readLock } from '@/lib/passwords/read-lock'
import { findPerson } from '@/lib/people/find-person'
import { allOrNothing } from '../all-or-nothing'
import { type Client, codeRequestsHere, whereFrom } from '../client'
import { countHere } from '../count-here'
import { findWays, isOwn } from '../own-factors/ways'
import { askedFor, findRecovery, purposeOf, type RecoveryData, type RecoveryJourney, recoveryKind, recoveryMinutes } from './journey'
import { moveOn } from './move-on'
import { awaitedProof, type ProofWay } from './rules'

/** The form of a page that waits for a code: which journey, and which of its proofs. */
export type CodePage = { journey: string; proof: number }

async function findAwaiting(deps: Deps, organisation: Organisation, client: Client, { journey: id, proof }: CodePage): Promise<RecoveryJourney | null> {
  const journey = await findRecovery(deps, organisation, client, id)
  return journey && awaitedProof(journey.state) === proof ? journey : null
}

/** The typed code: right for whoever was sent it, in the browser that asked. A stranger's is never right. */
export async function submitRecoveryCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  page: CodePage,
  typed: string,
): Promise<Result<null, CodeFailure | 'recover.ended'>> {
  const journey = await findAwaiting(deps, organisation, client, page)
  if (!journey) return failure('recover.ended')
  const { personId } = journey
  const tried = await tryCode(deps, { organisation, journeyId: journey.id, purpose: purposeOf(journey), personId }, typed)
  const { sentBy } = journey.data
  if (!tried.ok || !personId || !sentBy) {
    // Another press of the same code was quicker, and has moved the journey on meanwhile: this one follows it.
    if (!(await findAwaiting(deps, organisation, client, page))) return failure('recover.ended')
    const why = tried.ok ? 'code.wrong' : tried.failure // one in 200,000 guesses hits the code that nobody was sent
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
  return allOrNothing(deps, async (deps) => {
    await holdJourney(deps, organisation.id, journey.id)
    const isSpent = await tried.value.spend(deps)
    return isSpent && (await moveProved(deps, organisation, client, journey, { by: sentBy, through: 'code' })) ? success(null) : failure('recover.ended')
  })
}

/** What a mailed link leads to; asking changes nothing. */
export async function findRecoveryOfLink(deps: Deps, organisation: Organisation, token: string): Promise<RecoveryJourney | null> {
  const journey = await findLinkedJourney<RecoveryData>(deps, organisation.id, recoveryKind, token)
  return journey?.personId && awaitedProof(journey.state) !== null ? (journey as RecoveryJourney) : null
}

/** The button under the link does what typing the code does, and moves the journey to this browser. */
export async function followRecoveryLink(deps: Deps, organisation: Organisation, client: Client, token: string): Promise<Result<null, 'recover.ended'>> {
  const journey = await findRecoveryOfLink(deps, organisation, token)
  if (!journey) return failure('recover.ended')
  return inTransaction(deps, async (deps) =>
    (await moveProved(deps, organisation, client, journey, { by: 'email', through: 'link' }, client.browser)) ? success(null) : failure('recover.ended'),
  )
}

/** Another code under another reference; the page says the same to everybody, the worker sends where there is somebody. */
export async function resendRecovery(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  page: CodePage,
): Promise<Result<null, 'recover.ended' | 'code.pause' | 'code.dead' | 'signIn.tooManyFromHere'>> {
  const found = await findAwaiting(deps, organisation, client, page)
  if (!found) return failure('recover.ended')
  if (await countHere(deps, organisation, client, codeRequestsHere(organisation, client))) return failure('signIn.tooManyFromHere')
  const { codes } = organisation.settings
  const sent = await findSentCode(deps, { organisation, journeyId: found.id, purpose: purposeOf(found) })
  if (sent && sent.attempts >= codes.tries) return failure('code.dead')
  if (sent && !mayResend(sent.sendings, sent.sentAt, codes, deps.now()).may) return failure('code.pause')
  return inTransaction(deps, async (deps) => {
    await holdJourney(deps, organisation.id, found.id)
    const journey = await findAwaiting(deps, organisation, client, page)
    const asked = journey && { ...journey.data, ...askedFor(deps.now(), journey.data) }
    if (!asked || !(await moveJourney(deps, journey, { state: journey.state, data: asked, minutes: recoveryMinutes }))) return failure('recover.ended')
    await enqueueJob(deps, 'send-recovery', { organisationId: organisation.id, journeyId: journey.id })
    return success(null)
  })
}

/** In a transaction: the audit tells of a proof if and only if it counts. */
async function moveProved(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journey: RecoveryJourney,
  proof: { by: ProofWay; through: 'code' | 'link' },
  browser?: string,
): Promise<boolean> {
  const person = journey.personId ? await findPerson(deps, organisation.id, journey.personId) : null
  if (person?.status !== 'active') return false
  const { isLocked } = await readLock(deps, organisation, person.id)
  const hasOwnFactor = isOwn(await findWays(deps, organisation, person, client))
  const proved = { type: 'proved', by: proof.by, isLocked, hasOwnFactor } as const
  if (!(await moveOn(deps, organisation, journey, { event: proved, wasLocked: isLocked }, browser))) return false
  const event = { organisationId: organisation.id, act: 'recovery.proved', outcome: 'success', actorId: person.id } as const
  await recordEvent(deps, { ...event, details: proof, personal: whereFrom(client) })
  return true
}

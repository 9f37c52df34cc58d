import { recordEvent } from '@/lib/audit/record-event'
import { type CodeFailure, checkCode, findSentCode } from '@/lib/codes/check-code'
import { makeReference } from '@/lib/codes/issue-code'
import { mayResend } from '@/lib/codes/rules'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney, holdJourney, moveJourney } from '@/lib/journeys/journey'
import { findLinkedJourney } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, codeRequestsHere, whereFrom } from '../client'
import { countHere } from '../count-here'
import { findRegistration, type RegistrationData, type RegistrationJourney, registrationKind, registrationMinutes } from './journey'

const purpose = 'registration'

/** The typed code: right for who read the mail to a new address, in the browser that asked. */
export async function submitRegistrationCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
  typed: string,
): Promise<Result<null, CodeFailure | 'recover.ended'>> {
  const journey = await findRegistration(deps, organisation, client, journeyId)
  if (journey?.state !== 'awaiting-proof') return failure('recover.ended')
  const checked = await checkCode(deps, { organisation, journeyId: journey.id, purpose, personId: null }, typed)
  // Who has an account was sent no code: one in 200,000 guesses hits it all the same.
  if (checked.ok && !journey.data.isTaken)
    return (await moveJourney(deps, journey, { state: 'new-password', minutes: registrationMinutes })) ? success(null) : failure('recover.ended')
  const why = checked.ok ? 'code.wrong' : checked.failure
  await recordEvent(deps, {
    organisationId: organisation.id,
    act: 'registration.code-refused',
    outcome: 'failure',
    details: { why },
    personal: whereFrom(client),
  })
  return failure(why)
}

/** What a mailed link leads to; asking changes nothing. */
export async function findRegistrationOfLink(deps: Deps, organisation: Organisation, token: string): Promise<RegistrationJourney | null> {
  if (!organisation.settings.signIn.isRegistrationOpen) return null
  const journey = await findLinkedJourney<RegistrationData>(deps, organisation.id, registrationKind, token)
  return journey?.state === 'awaiting-proof' ? (journey as RegistrationJourney) : null
}

/** The button under the link does what typing the code does, and moves the journey to this browser. */
export async function followRegistrationLink(deps: Deps, organisation: Organisation, client: Client, token: string): Promise<Result<null, 'recover.ended'>> {
  const journey = await findRegistrationOfLink(deps, organisation, token)
  if (!journey) return failure('recover.ended')
  return inTransaction(deps, async (deps) => {
    if (!(await moveJourney(deps, journey, { state: 'moved', isFinished: true }))) return failure('recover.ended')
    await beginJourney(deps, {
      organisationId: organisation.id,
      kind: registrationKind,
      state: 'new-password',
      browser: client.browser,
      personId: null,
      data: journey.data,
      minutes: registrationMinutes,
    })
    return success(null)
  })
}

/** Another message under another reference, whosever the address is. */
export async function resendRegistration(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
): Promise<Result<null, 'recover.ended' | 'code.pause' | 'code.dead' | 'signIn.tooManyFromHere'>> {
  const found = await findRegistration(deps, organisation, client, journeyId)
  if (found?.state !== 'awaiting-proof') return failure('recover.ended')
  if (await countHere(deps, organisation, client, codeRequestsHere(organisation, client))) return failure('signIn.tooManyFromHere')
  const { codes } = organisation.settings
  const sent = await findSentCode(deps, { organisation, journeyId: found.id, purpose })
  if (sent && sent.attempts >= codes.tries) return failure('code.dead')
  if (sent && !mayResend(sent.sendings, sent.sentAt, codes, deps.now()).may) return failure('code.pause')
  return inTransaction(deps, async (deps) => {
    await holdJourney(deps, organisation.id, found.id)
    const journey = await findRegistration(deps, organisation, client, found.id)
    if (journey?.state !== 'awaiting-proof') return failure('recover.ended')
    const data = { ...journey.data, reference: makeReference(journey.data.reference), askedAt: deps.now().toISOString() }
    if (!(await moveJourney(deps, journey, { state: 'awaiting-proof', data, minutes: registrationMinutes }))) return failure('recover.ended')
    await enqueueJob(deps, 'send-registration', { organisationId: organisation.id, journeyId: journey.id })
    return success(null)
  })
}

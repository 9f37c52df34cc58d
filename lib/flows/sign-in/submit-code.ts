import { recordEvent } from '@/lib/audit/record-event'
import { type CodeFailure, checkCode } from '@/lib/codes/check-code'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { rememberDevice } from '@/lib/sessions/remembered-devices'
import { type Client, whereFrom } from '../client'
import { checkOwnWay, type OwnWayFailure } from '../own-factors/check-own-way'
import { findWays, type Way } from '../own-factors/ways'
import { recordRefusedCode } from '../record-refused-code'
import type { SendCodeFailure } from '../send-code'
import { sendSecondFactor } from './await-code'
import { finishSignIn, type SignedIn } from './finish-sign-in'
import { findSignIn } from './journey'

/** The second factor after a right password, by the way that the page asked for. `signIn.ended` sends the person back to the first page. */
export async function submitCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
  typed: string,
  { way = 'sms', remembersDevice = false }: { way?: Way; remembersDevice?: boolean } = {},
): Promise<Result<SignedIn, CodeFailure | OwnWayFailure | 'signIn.ended'>> {
  const waiting = await findWaiting(deps, organisation, client, journeyId)
  if (!waiting) return failure('signIn.ended')
  const { journey, person } = waiting
  const checked =
    way === 'sms'
      ? await checkCode(deps, { organisation, journeyId: journey.id, purpose: 'second-factor', personId: person.id }, typed)
      : await checkOwnWay(deps, organisation, client, person, way, typed)
  if (!checked.ok) {
    await recordRefusedCode(deps, { organisation, client, act: 'sign-in.code-refused', why: checked.failure, subjectId: person.id })
    return checked
  }
  const { deviceDays } = organisation.settings.factors
  if (remembersDevice && deviceDays !== null) await remember(deps, organisation, client, person.id, deviceDays)
  return success(await finishSignIn(deps, organisation, client, person, journey.data, [journey.data.first ?? 'password', way], journey))
}

/** This browser is asked for no code for some time: only after one was typed in it. */
async function remember(deps: Deps, { id: organisationId }: Organisation, client: Client, personId: string, days: number): Promise<void> {
  await inTransaction(deps, async (deps) => {
    await rememberDevice(deps, { organisationId, personId, device: client.device }, client.userAgent, days)
    await recordEvent(deps, { organisationId, act: 'device.remembered', outcome: 'success', actorId: personId, details: { days }, personal: whereFrom(client) })
  })
}

/** A code by SMS, or another: the earlier one stops working, the wrong tries stay counted. */
export async function resendCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
): Promise<Result<null, SendCodeFailure | 'signIn.ended'>> {
  const waiting = await findWaiting(deps, organisation, client, journeyId)
  return waiting?.ways.includes('sms') ? sendSecondFactor(deps, organisation, client, waiting.person, waiting.journey.id) : failure('signIn.ended')
}

/** The sign-in of this browser that waits for a code, with its person as the register knows them now. */
export async function findWaiting(deps: Deps, organisation: Organisation, client: Pick<Client, 'browser' | 'host'>, journeyId?: string | null) {
  const journey = await findSignIn(deps, organisation, client, journeyId)
  if (journey?.state !== 'awaiting-code' || !journey.personId) return null
  const person = await findPerson(deps, organisation.id, journey.personId)
  if (person?.status !== 'active') return null
  const ways = await findWays(deps, organisation, person, client)
  return ways.length > 0 ? { journey, person, ways } : null
}

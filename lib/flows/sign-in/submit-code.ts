import { type CodeFailure, checkCode } from '@/lib/codes/check-code'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import type { Client } from '../client'
import { recordRefusedCode } from '../record-refused-code'
import type { SendCodeFailure } from '../send-code'
import { finishSignIn, type SignedIn } from './finish-sign-in'
import { findSignIn } from './journey'
import { sendSecondFactor } from './submit-password'

/** The one-time code after a right password. `signIn.ended` sends the person back to the first page. */
export async function submitCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
  typed: string,
): Promise<Result<SignedIn, CodeFailure | 'signIn.ended'>> {
  const waiting = await findWaiting(deps, organisation, client, journeyId)
  if (!waiting) return failure('signIn.ended')
  const { journey, person } = waiting
  const checked = await checkCode(deps, { organisation, journeyId: journey.id, purpose: 'second-factor', personId: person.id }, typed)
  if (!checked.ok) {
    await recordRefusedCode(deps, { organisation, client, act: 'sign-in.code-refused', why: checked.failure, subjectId: person.id })
    return checked
  }
  return success(await finishSignIn(deps, organisation, client, person, journey.data, ['password', 'sms'], journey))
}

/** Another code for the same sign-in: the earlier one stops working, the wrong tries stay counted. */
export async function resendCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journeyId: string,
): Promise<Result<null, SendCodeFailure | 'signIn.ended'>> {
  const waiting = await findWaiting(deps, organisation, client, journeyId)
  return waiting ? sendSecondFactor(deps, organisation, client, waiting.person, waiting.journey.id) : failure('signIn.ended')
}

/** The sign-in of this browser that waits for a code, with its person as the register knows them now. */
export async function findWaiting(deps: Deps, organisation: Organisation, client: Pick<Client, 'browser'>, journeyId?: string | null) {
  const journey = await findSignIn(deps, organisation, client, journeyId)
  if (journey?.state !== 'awaiting-code' || !journey.personId) return null
  const person = await findPerson(deps, organisation.id, journey.personId)
  return person?.status === 'active' && person.mobile ? { journey, person } : null
}

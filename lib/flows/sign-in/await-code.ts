import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney, moveJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { type Client, whereFrom } from '../client'
import { type SendCodeFailure, sendCode } from '../send-code'
import { languageOf } from '../tell-person'
import { type SignInData, type SignInJourney, signInMinutes } from './journey'

export type AwaitedCode = { step: 'code'; journeyId: string }
export type AwaitFailure = 'signIn.wrong' | SendCodeFailure

/**
 * The first proof is in, and a second factor is due: the sign-in waits for it, on the page that asks for a code. `journey` is
 * the one that waits already, where there is one.
 */
export async function awaitCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  person: Person,
  data: SignInData,
  { journey, isSent }: { journey: SignInJourney | null; isSent: boolean },
): Promise<Result<AwaitedCode, AwaitFailure>> {
  const to = { state: 'awaiting-code', data, personId: person.id, minutes: signInMinutes }
  if (journey && !(await moveJourney(deps, journey, to))) return failure('signIn.wrong')
  const waiting = journey ?? (await beginJourney(deps, { organisationId: organisation.id, kind: 'sign-in', browser: client.browser, ...to }))
  await recordEvent(deps, {
    organisationId: organisation.id,
    act: data.first === 'provider' ? 'sign-in.provider-accepted' : 'sign-in.password-accepted',
    outcome: 'success',
    actorId: person.id,
    personal: whereFrom(client),
  })
  if (!isSent) return success({ step: 'code', journeyId: waiting.id })
  const sent = await sendSecondFactor(deps, organisation, client, person, waiting.id)
  return sent.ok ? success({ step: 'code', journeyId: waiting.id }) : sent
}

export function sendSecondFactor(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  person: Person,
  journeyId: string,
): Promise<Result<null, SendCodeFailure>> {
  if (!person.mobile || !person.mobileValidatedAt) throw new Error('a second factor without a number')
  return sendCode(deps, {
    organisation,
    journeyId,
    purpose: 'second-factor',
    template: 'second-factor-code',
    personId: person.id,
    channel: 'sms',
    recipient: person.mobile,
    language: languageOf(organisation, person),
    client,
  })
}

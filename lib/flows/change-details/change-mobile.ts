import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney, findOwnJourney, type Journey } from '@/lib/journeys/journey'
import { endJourneysOfPerson } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { holdActive } from '@/lib/people/hold-person'
import type { Person } from '@/lib/people/rules'
import { isStaff, provesStaff } from '@/lib/sessions/rules'
import { allOrNothing } from '../all-or-nothing'
import type { Client } from '../client'
import { type SendCodeFailure, sendCode } from '../send-code'
import { languageOf } from '../tell-person'
import { keepMobile } from './keep-mobile'
import type { Proof } from './prove-password'

/** States: see `change-details.mermaid`. */
export type MobileJourney = Journey<{ mobile: string }>
export const mobileKind = 'change-mobile'
/** How long a begun change waits for its code; minutes. */
export const changeMinutes = 30

export type Changed = 'unchanged' | 'saved' | 'code'
export type MobileFailure = SendCodeFailure | 'details.ended' | 'details.staffProof'

/**
 * Changes the person's number to `mobile` (E.164; null for none). Where the organisation wants it proved, a code goes to
 * the new number first, and nothing is changed until it is typed.
 */
export async function changeMobile(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  { personId, factors }: Proof,
  mobile: string | null,
): Promise<Result<Changed, MobileFailure>> {
  const person = await findPerson(deps, organisation.id, personId)
  if (!person) throw new Error('somebody who is not in the register changed their number')
  if (person.mobile === mobile && (mobile === null || person.mobileValidatedAt)) return success('unchanged')
  // The number opens the desk: staff prove the one they have before another takes its place, or a stolen password would be enough.
  if (isStaff(person.roles) && person.mobileValidatedAt && !provesStaff(factors)) return failure('details.staffProof')
  if (mobile === null || !organisation.settings.myDetails.isMobileProvedByCode) {
    const kept = await keepMobile(deps, organisation, client, personId, mobile, false)
    return kept.ok ? success('saved') : kept
  }
  return allOrNothing<Changed, MobileFailure>(deps, async (deps) => {
    if (!(await holdActive(deps, organisation.id, personId))) return failure('details.ended')
    await endJourneysOfPerson(deps, organisation.id, mobileKind, personId)
    const begin = { organisationId: organisation.id, kind: mobileKind, state: 'awaiting-code', browser: client.browser, personId, minutes: changeMinutes }
    const sent = await sendMobileCode(deps, organisation, client, person, await beginJourney(deps, { ...begin, data: { mobile } }))
    return sent.ok ? success('code') : failure(sent.failure)
  })
}

export function sendMobileCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  person: Person,
  journey: MobileJourney,
): Promise<Result<null, SendCodeFailure>> {
  return sendCode(deps, {
    organisation,
    journeyId: journey.id,
    purpose: 'mobile',
    template: 'mobile-code',
    personId: person.id,
    channel: 'sms',
    recipient: journey.data.mobile,
    language: languageOf(organisation, person),
    client,
  })
}

/** The change that this browser began for this person and that waits for its code. */
export function findMobileChange(
  deps: Deps,
  organisation: Organisation,
  client: Pick<Client, 'browser'>,
  personId: string,
  id?: string,
): Promise<MobileJourney | null> {
  return findOwnJourney(deps, { organisationId: organisation.id, kind: mobileKind, browser: client.browser, id }, { personId, state: 'awaiting-code' })
}

import { type CodeFailure, checkCode } from '@/lib/codes/check-code'
import type { Deps } from '@/lib/core/db'
import { failure, type Result } from '@/lib/core/result'
import { moveJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { holdActive } from '@/lib/people/hold-person'
import { allOrNothing } from '../all-or-nothing'
import type { Client } from '../client'
import { recordRefusedCode } from '../record-refused-code'
import type { SendCodeFailure } from '../send-code'
import { findMobileChange, sendMobileCode } from './change-mobile'
import { keepMobile } from './keep-mobile'

/** The code that went to the new number: with it the number becomes the person's. */
export async function submitMobileCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  personId: string,
  journeyId: string,
  typed: string,
): Promise<Result<null, CodeFailure | 'details.ended'>> {
  const journey = await findMobileChange(deps, organisation, client, personId, journeyId)
  if (!journey) return failure('details.ended')
  const checked = await checkCode(deps, { organisation, journeyId: journey.id, purpose: 'mobile', personId }, typed)
  if (!checked.ok) {
    await recordRefusedCode(deps, { organisation, client, act: 'mobile.code-refused', why: checked.failure, actorId: personId })
    return checked
  }
  return allOrNothing<null, 'details.ended'>(deps, async (deps) => {
    if (!(await holdActive(deps, organisation.id, personId))) return failure('details.ended')
    if (!(await moveJourney(deps, journey, { state: 'done', isFinished: true }))) return failure('details.ended')
    return keepMobile(deps, organisation, client, personId, journey.data.mobile, true)
  })
}

/** Another code to the same new number; the wrong tries stay counted. */
export async function resendMobileCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  personId: string,
  journeyId: string,
): Promise<Result<null, SendCodeFailure | 'details.ended'>> {
  const journey = await findMobileChange(deps, organisation, client, personId, journeyId)
  const person = journey && (await findPerson(deps, organisation.id, personId))
  return journey && person ? sendMobileCode(deps, organisation, client, person, journey) : failure('details.ended')
}

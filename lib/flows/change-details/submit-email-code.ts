import { recordEvent } from '@/lib/audit/record-event'
import { type CodeFailure, checkCode } from '@/lib/codes/check-code'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { moveJourney } from '@/lib/journeys/journey'
import { findLinkedJourney, findLinkedState } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { changeEmail } from '@/lib/people/change-email'
import { holdActive } from '@/lib/people/hold-person'
import { allOrNothing } from '../all-or-nothing'
import { type Client, whereFrom } from '../client'
import { recordRefusedCode } from '../record-refused-code'
import { tellPerson } from '../tell-person'
import { type EmailJourney, emailKind, findEmailChange } from './change-email'

export type EmailFailure = 'details.ended' | 'details.email.taken'

/** The code that went to the new address, typed in the browser that asked. */
export async function submitEmailCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  personId: string,
  journeyId: string,
  typed: string,
): Promise<Result<null, CodeFailure | EmailFailure>> {
  const journey = await findEmailChange(deps, organisation, client, personId, journeyId)
  if (!journey) return failure('details.ended')
  const checked = await checkCode(deps, { organisation, journeyId: journey.id, purpose: 'email', personId }, typed)
  if (checked.ok) return keepEmail(deps, organisation, client, journey, 'code')
  await recordRefusedCode(deps, { organisation, client, act: 'email.code-refused', why: checked.failure, actorId: personId })
  return checked
}

/** The link that went to the new address: what it would change, and nothing is changed by asking. */
export async function findEmailOfLink(deps: Deps, organisation: Organisation, token: string): Promise<EmailJourney | null> {
  const journey: EmailJourney | null = await findLinkedJourney(deps, organisation.id, emailKind, token)
  return journey?.state === 'awaiting-proof' ? journey : null
}

/** Whether the link's button was pressed already, so that a second look is told so and not frightened. */
export const isEmailLinkDone = async (deps: Deps, organisation: Organisation, token: string) =>
  (await findLinkedState(deps, organisation.id, emailKind, token)) === 'done'

/** The button under the link, in whatever browser: it proves the address as the code does. */
export async function confirmEmailLink(deps: Deps, organisation: Organisation, client: Client, token: string): Promise<Result<null, EmailFailure>> {
  const journey = await findEmailOfLink(deps, organisation, token)
  return journey ? keepEmail(deps, organisation, client, journey, 'link') : failure('details.ended')
}

/** Of a code and a link used at once, one changes the address. */
async function keepEmail(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journey: EmailJourney,
  by: 'code' | 'link',
): Promise<Result<null, EmailFailure>> {
  const { personId, data } = journey
  const kept = await allOrNothing<null, EmailFailure>(deps, async (deps) => {
    const person = personId ? await holdActive(deps, organisation.id, personId) : null
    if (!person) return failure('details.ended')
    const changed = await changeEmail(deps, organisation.id, person.id, data.email)
    if (!changed.ok) return changed
    if (!(await moveJourney(deps, journey, { state: 'done', isFinished: true }))) return failure('details.ended')
    const before = changed.value
    const also = { channel: 'email' as const, recipient: data.email }
    if (before.email !== data.email) await tellPerson(deps, organisation, before, 'email-changed', {}, { everywhere: true, also })
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: 'email.changed',
      outcome: 'success',
      actorId: person.id,
      details: { by },
      personal: { ...whereFrom(client), before: before.email ?? '', after: data.email },
    })
    return success(null)
  })
  // Somebody else was quicker with the same address: this wish is over, not stuck.
  if (!kept.ok && kept.failure === 'details.email.taken') await moveJourney(deps, journey, { state: 'refused', isFinished: true })
  return kept
}

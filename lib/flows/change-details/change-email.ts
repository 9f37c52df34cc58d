import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney, findOwnJourney, type Journey, moveJourney } from '@/lib/journeys/journey'
import { endJourneysOfPerson, type Linked, makeLinkToken } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson, findPersonByIdentifier } from '@/lib/people/find-person'
import { holdActive } from '@/lib/people/hold-person'
import { identifierKey } from '@/lib/people/rules'
import { allOrNothing } from '../all-or-nothing'
import type { Client } from '../client'
import { linkTo } from '../link-to'
import { type SendCodeFailure, sendCode } from '../send-code'
import { languageOf } from '../tell-person'
import { changeMinutes } from './change-mobile'
import type { Proof } from './prove-password'

/** States: see `change-details.mermaid`. */
export type EmailJourney = Journey<Linked & { email: string }>
export const emailKind = 'change-email'

/**
 * Sends a code and a link to the new address; nothing is changed until one of them comes back (H9). An address that is
 * somebody else's name gets another message, and the page can't tell: nobody finds out here who has an account.
 */
export async function changeEmail(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  { personId }: Proof,
  email: string,
): Promise<Result<'unchanged' | 'code', SendCodeFailure | 'details.ended'>> {
  const person = await findPerson(deps, organisation.id, personId)
  if (!person) throw new Error('somebody who is not in the register changed their address')
  if (person.email === email && person.emailValidatedAt) return success('unchanged')
  return allOrNothing<'code', SendCodeFailure | 'details.ended'>(deps, async (deps) => {
    if (!(await holdActive(deps, organisation.id, personId))) return failure('details.ended')
    await endJourneysOfPerson(deps, organisation.id, emailKind, personId)
    const begin = { organisationId: organisation.id, kind: emailKind, state: 'awaiting-proof', browser: client.browser, personId, minutes: changeMinutes }
    const journey: EmailJourney = await beginJourney(deps, { ...begin, data: { email, linkHmac: '' } })
    const sent = await sendProof(deps, organisation, client, journey)
    return sent.ok ? success('code') : failure(sent.failure)
  })
}

/** Another code and link; the earlier ones stop working, the wrong tries stay counted. */
export async function resendEmailCode(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  personId: string,
  journeyId: string,
): Promise<Result<null, SendCodeFailure | 'details.ended'>> {
  const journey = await findEmailChange(deps, organisation, client, personId, journeyId)
  return journey ? allOrNothing(deps, (deps) => sendProof(deps, organisation, client, journey)) : failure('details.ended')
}

/** The change that this browser began for this person and that waits for its proof. */
export function findEmailChange(
  deps: Deps,
  organisation: Organisation,
  client: Pick<Client, 'browser'>,
  personId: string,
  id?: string,
): Promise<EmailJourney | null> {
  return findOwnJourney(deps, { organisationId: organisation.id, kind: emailKind, browser: client.browser, id }, { personId, state: 'awaiting-proof' })
}

/** In a transaction that is taken back when it fails: the earlier link must then still work. */
async function sendProof(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  journey: EmailJourney,
): Promise<Result<null, SendCodeFailure | 'details.ended'>> {
  const { email } = journey.data
  const { token, linkHmac } = makeLinkToken(journey.id)
  if (!(await moveJourney(deps, journey, { state: journey.state, data: { email, linkHmac }, minutes: changeMinutes }))) return failure('details.ended')
  const owner = await findPersonByIdentifier(deps, organisation.id, identifierKey(email))
  const asker = journey.personId && (await findPerson(deps, organisation.id, journey.personId))
  if (!asker) return failure('details.ended')
  const isTaken = owner !== null && owner.id !== asker.id
  return sendCode(deps, {
    organisation,
    journeyId: journey.id,
    purpose: 'email',
    personId: asker.id,
    channel: 'email',
    recipient: email,
    client,
    ...(isTaken
      ? { template: 'email-taken', language: languageOf(organisation, owner) }
      : { template: 'email-code', language: languageOf(organisation, asker), link: linkTo(organisation, token) }),
  })
}

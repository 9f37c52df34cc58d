import { recordEvent } from '@/lib/audit/record-event'
import { makeReference } from '@/lib/codes/issue-code'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import { beginJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import type { Language } from '@/lib/words/language'
import { type Client, codeRequestsHere, whereFrom } from '../client'
import { countHere } from '../count-here'
import { type RegistrationData, registrationKind, registrationMinutes } from './journey'

export type Wish = { email: string; givenName: string; familyName: string; language: Language }

/**
 * Takes an address and a name and answers at once, the same for everybody: whether the address has an account is looked
 * up by the worker, so no answer and no clock can tell (security.md 33). Nobody is in the register before the proof.
 */
export async function beginRegistration(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  wish: Wish,
): Promise<Result<{ journeyId: string }, 'signIn.tooManyFromHere'>> {
  if (await countHere(deps, organisation, client, codeRequestsHere(organisation, client))) return failure('signIn.tooManyFromHere')
  const askedAt = deps.now().toISOString()
  const data: RegistrationData = { ...wish, reference: makeReference(), askedAt, answered: null, isTaken: false, messageId: null, linkHmac: '' }
  const journeyId = await inTransaction(deps, async (deps) => {
    const { id } = await beginJourney(deps, {
      organisationId: organisation.id,
      kind: registrationKind,
      state: 'awaiting-proof',
      browser: client.browser,
      personId: null,
      data,
      minutes: registrationMinutes,
    })
    await enqueueJob(deps, 'send-registration', { organisationId: organisation.id, journeyId: id })
    await recordEvent(deps, { organisationId: organisation.id, act: 'registration.asked', outcome: 'success', personal: whereFrom(client) })
    return id
  })
  return success({ journeyId })
}

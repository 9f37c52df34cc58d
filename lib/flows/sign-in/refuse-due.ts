import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { type Client, whereFrom } from '../client'

/** The first proof was right, and it goes no further from here: the first sign-in has to be made inside, or there is no number for a code. */
export async function refuseDue(
  deps: Deps,
  { id: organisationId }: Organisation,
  client: Client,
  { id: actorId }: Person,
  step: 'first-inside' | 'no-number',
): Promise<'signIn.firstInside' | 'signIn.noNumber'> {
  const act = step === 'first-inside' ? 'sign-in.first-outside-refused' : 'sign-in.no-number'
  await recordEvent(deps, { organisationId, act, outcome: 'failure', actorId, personal: whereFrom(client) })
  return step === 'first-inside' ? 'signIn.firstInside' : 'signIn.noNumber'
}

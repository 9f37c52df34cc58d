import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { changeDetails, type PlainDetails } from '@/lib/people/change-details'
import { type Client, whereFrom } from '../client'

export type PersonalAct = 'name.changed' | 'address.changed' | 'language.changed'

/** Name, postal address or language: what differs is written at once, no proof needed. */
export function changePersonalDetails(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  personId: string,
  act: PersonalAct,
  wished: Partial<PlainDetails>,
): Promise<void> {
  return inTransaction(deps, async (deps) => {
    const fields = await changeDetails(deps, organisation.id, personId, wished)
    if (fields.length > 0)
      await recordEvent(deps, { organisationId: organisation.id, act, outcome: 'success', actorId: personId, details: { fields }, personal: whereFrom(client) })
  })
}

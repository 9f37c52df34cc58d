import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'
import { gatherOwnData } from './gather-own-data'

/** The own data as a file: whoever sits at somebody's open session takes much with it, so the audit tells. */
export async function takeOwnData(deps: Deps, organisation: Organisation, client: Client, personId: string) {
  const data = await gatherOwnData(deps, organisation, personId)
  await recordEvent(deps, { organisationId: organisation.id, act: 'own-data.taken', outcome: 'success', actorId: personId, personal: whereFrom(client) })
  return data
}

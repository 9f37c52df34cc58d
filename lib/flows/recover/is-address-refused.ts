import type { Deps } from '@/lib/core/db'
import { readMessageWay } from '@/lib/delivery/read-message-way'
import type { Organisation } from '@/lib/organisations/schema'
import type { RecoveryJourney } from './journey'

/** Whether the mail server refused the address that was typed, whoever's it is (H5). */
export async function isAddressRefused(deps: Deps, organisation: Organisation, { data }: RecoveryJourney): Promise<boolean> {
  const way = data.addressMessageId ? await readMessageWay(deps, organisation.id, data.addressMessageId) : null
  return way?.state === 'refused'
}

import type { Deps } from '@/lib/core/db'
import { readMessageWay } from '@/lib/delivery/read-message-way'
import type { Organisation } from '@/lib/organisations/schema'
import type { RegistrationJourney } from './journey'

/** Whether the mail server refused the address that was typed, whosever it is: every address is written to. */
export async function isAddressRefused(deps: Deps, organisation: Organisation, { data }: RegistrationJourney): Promise<boolean> {
  const way = data.messageId ? await readMessageWay(deps, organisation.id, data.messageId) : null
  return way?.state === 'refused'
}

import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { type MailWay, readMailWay } from '../read-mail-way'
import type { RegistrationJourney } from './journey'

/** How the mail to the typed address fares, whosever it is: every address is written to. */
export function readAddressWay(deps: Deps, organisation: Organisation, { data }: RegistrationJourney): Promise<MailWay> {
  return readMailWay(deps, organisation, { messageId: data.messageId, isQueued: data.answered === data.reference })
}

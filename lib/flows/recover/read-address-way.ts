import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { type MailWay, readMailWay } from '../read-mail-way'
import type { RecoveryJourney } from './journey'

/** How the mail to the typed address fares, whoever's it is (H5). */
export function readAddressWay(deps: Deps, organisation: Organisation, { data }: RecoveryJourney): Promise<MailWay> {
  return readMailWay(deps, organisation, { messageId: data.addressMessageId, isQueued: data.answered === data.asked })
}

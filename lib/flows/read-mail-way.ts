import type { Deps } from '@/lib/core/db'
import { readMessageWay } from '@/lib/delivery/read-message-way'
import type { Organisation } from '@/lib/organisations/schema'

/** Of the mail to an address that was typed: `under-way` until its server has answered. */
export type MailWay = 'under-way' | 'refused' | 'settled'

/** What a page may say of it to anybody, since every address is written to (H5). `isQueued`: the worker has seen to what was asked. */
export async function readMailWay(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  { messageId, isQueued }: { messageId: string | null; isQueued: boolean },
): Promise<MailWay> {
  const way = messageId ? await readMessageWay(deps, organisation.id, messageId) : null
  if (way?.state === 'refused') return 'refused'
  return !isQueued || way?.state === 'queued' || way?.state === 'handing-over' ? 'under-way' : 'settled'
}

import type { Deps } from '@/lib/core/db'
import { type MessageToQueue, queueMessage } from '@/lib/delivery/queue-message'
import type { Organisation } from '@/lib/organisations/schema'
import { addressOf } from './link-to'

type Told = Pick<MessageToQueue, 'template' | 'values' | 'quote'> & { path: string }

/** Mails the organisation's support of something to be done at `path`, where it has an address. Call it in the transaction that keeps the matter. */
export async function mailSupport(deps: Deps, organisation: Organisation, { path, ...told }: Told): Promise<void> {
  const { help, languages } = organisation.settings
  if (!help.email) return
  await queueMessage(deps, {
    organisation,
    channel: 'email',
    personId: null,
    recipient: help.email,
    isForDesk: true,
    language: languages[0] ?? 'en',
    link: addressOf(organisation, path),
    ...told,
  })
}

import type { Deps } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import type { Organisation } from '@/lib/organisations/schema'
import { addressOf } from '../link-to'

type Written = { number: number; topic: string; name: string; email: string | null; text: string }

/** Mails what somebody wrote to the organisation's support, where it has an address. Call it in the transaction that keeps it. */
export async function tellSupport(deps: Deps, organisation: Organisation, { number, topic, name, email, text }: Written): Promise<void> {
  const { help, languages } = organisation.settings
  if (!help.email) return
  await queueMessage(deps, {
    organisation,
    channel: 'email',
    personId: null,
    recipient: help.email,
    isForDesk: true,
    language: languages[0] ?? 'en',
    template: 'contact-received',
    values: { number, topic, name: [name, email].filter(Boolean).join(', ') || '–' },
    link: addressOf(organisation, `/admin/inbox/${number}`),
    quote: text,
  })
}

import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { mailSupport } from '../mail-support'
import { withFileNames } from './with-file-names'

type Written = { number: number; topic: string; name: string; email: string | null; text: string; files: readonly { name: string }[] }

/** Mails what somebody wrote to the organisation's support, where it has an address. Call it in the transaction that keeps it. */
export async function tellSupport(deps: Deps, organisation: Organisation, { number, topic, name, email, text, files }: Written): Promise<void> {
  await mailSupport(deps, organisation, {
    template: 'contact-received',
    values: { number, topic, name: [name, email].filter(Boolean).join(', ') || '–' },
    path: `/admin/inbox/${number}`,
    quote: withFileNames(organisation.settings.languages[0] ?? 'en', text, files),
  })
}

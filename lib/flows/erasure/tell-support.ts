import type { Deps } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import type { Organisation } from '@/lib/organisations/schema'
import { fullName, type Person, signInName } from '@/lib/people/rules'
import { addressOf } from '../link-to'

/** Mails the support that somebody asks to be erased, where it has an address. Call it in the transaction that keeps the request. */
export async function tellSupport(deps: Deps, organisation: Organisation, person: Person, number: number): Promise<void> {
  const { help, languages } = organisation.settings
  if (!help.email) return
  await queueMessage(deps, {
    organisation,
    channel: 'email',
    personId: null,
    recipient: help.email,
    isForDesk: true,
    language: languages[0] ?? 'en',
    template: 'erasure-asked',
    values: { number, name: fullName(person) || signInName(person) },
    link: addressOf(organisation, `/admin/erasures/${person.id}`),
  })
}

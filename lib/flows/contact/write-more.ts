import { recordEvent } from '@/lib/audit/record-event'
import { findOwnContact } from '@/lib/cases/contact/find-contact'
import { writeToContact } from '@/lib/cases/contact/write-to-contact'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { queueMessage } from '@/lib/delivery/queue-message'
import { countUse } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'
import { addressOf } from '../link-to'

type Wish = { personId: string; number: number; text: string }

/** The person adds something to an own case, which opens it again; the support is mailed as of a new one. */
export async function writeMore(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  { personId, number, text }: Wish,
): Promise<Result<null, 'contact.gone' | 'contact.tooMany'>> {
  const { id: organisationId, settings } = organisation
  const limit = { name: 'contact-person', key: `${organisationId} ${personId}`, max: 30, windowSeconds: 24 * 60 * 60 }
  if ((await countUse(deps, limit)).isOver) return failure('contact.tooMany')
  return inTransaction(deps, async (deps) => {
    const contact = await findOwnContact(deps, organisationId, personId, number, true)
    if (!contact) return failure('contact.gone')
    await writeToContact(deps, organisationId, contact, { isFromStaff: false, authorId: personId, text, state: 'open' })
    if (settings.help.email)
      await queueMessage(deps, {
        organisation,
        channel: 'email',
        personId: null,
        recipient: settings.help.email,
        isForDesk: true,
        language: settings.languages[0] ?? 'en',
        template: 'contact-received',
        values: { number, topic: contact.topic, name: [contact.name, contact.email].filter(Boolean).join(', ') || '–' },
        link: addressOf(organisation, `/admin/inbox/${number}`),
        quote: text,
      })
    await recordEvent(deps, {
      organisationId,
      act: 'contact.continued',
      outcome: 'success',
      actorId: personId,
      details: { number },
      personal: whereFrom(client),
    })
    return success(null)
  })
}

import { recordEvent } from '@/lib/audit/record-event'
import { openContact } from '@/lib/cases/contact/open-contact'
import type { Topic } from '@/lib/cases/contact/schema'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { queueMessage } from '@/lib/delivery/queue-message'
import type { CheckedFile } from '@/lib/files/check-file'
import { countUse, type Limit } from '@/lib/limits/count-use'
import { insideFactor, placeOf } from '@/lib/limits/rules'
import type { Organisation } from '@/lib/organisations/schema'
import type { Language } from '@/lib/words/language'
import { type Client, whereFrom } from '../client'
import { addressOf } from '../link-to'
import { limitOfPerson } from './rules'
import { tellSupport } from './tell-support'
import { withFileNames } from './with-file-names'

export type ContactWish = {
  /** who is signed in; null for a stranger */
  personId: string | null
  name: string
  /** where answers and the copy go */
  email: string | null
  topic: { label: string; groupId: Topic['groupId'] }
  text: string
  files?: readonly CheckedFile[]
  language: Language
}

const hour = 60 * 60
/** Messages by the form: of an address an hour, of a place an hour. */
const most = { email: 5, place: 20 }

function limitsOf({ id }: Organisation, client: Client, { personId, email }: ContactWish): Limit[] {
  if (personId) return [limitOfPerson(id, personId)]
  const max = client.isInside ? most.place * insideFactor : most.place
  const place = { name: 'contact-place', key: `${id} ${placeOf(client.address)}`, max, windowSeconds: hour }
  return email ? [place, { name: 'contact-email', key: `${id} ${email.toLowerCase()}`, max: most.email, windowSeconds: hour }] : [place]
}

/**
 * Somebody writes to the organisation: a case for the desk's inbox, mailed to its support too, and a copy to the sender.
 * Returns the case's number. A copy over a cap is left out: the case is kept all the same.
 */
export async function sendContact(deps: Deps, organisation: Organisation, client: Client, wish: ContactWish): Promise<Result<number, 'contact.tooMany'>> {
  const { id: organisationId } = organisation
  for (const limit of limitsOf(organisation, client, wish)) if ((await countUse(deps, limit)).isOver) return failure('contact.tooMany')
  const { personId, name, email, topic, text, files = [], language } = wish
  return inTransaction(deps, async (deps) => {
    const number = await openContact(deps, { organisationId, personId, topic: topic.label, groupId: topic.groupId, name, email, language, text, files })
    await tellSupport(deps, organisation, { number, topic: topic.label, name, email, text, files })
    if (email)
      await queueMessage(deps, {
        organisation,
        channel: 'email',
        personId,
        recipient: email,
        language,
        template: 'contact-copy',
        values: { number },
        ...(personId ? { link: addressOf(organisation, `/contact/cases/${number}`) } : {}),
        quote: withFileNames(language, text, files),
      })
    const details = { number, isStranger: personId === null, ...(files.length > 0 ? { files: files.length } : {}) }
    const event = { organisationId, act: 'contact.sent', outcome: 'success' as const, actorId: personId, details }
    await recordEvent(deps, { ...event, personal: whereFrom(client) })
    return success(number)
  })
}

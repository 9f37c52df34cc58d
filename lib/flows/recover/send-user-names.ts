import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import { type Journey, moveJourney } from '@/lib/journeys/journey'
import type { Organisation } from '@/lib/organisations/schema'
import { findPeopleByContact } from '@/lib/people/find-by-contact'
import { readMobile } from '@/lib/people/read-mobile'
import { identifierKey, signInName } from '@/lib/people/rules'
import { languageOf } from '../tell-person'
import { answerStranger } from './answer-stranger'
import type { RecoveryData } from './journey'
import { isAddress } from './rules'

/** A forgotten user name goes to the registered number or address that was typed (H4), and nowhere else. */
export function sendUserNames(deps: Deps, organisation: Organisation, journey: Journey<RecoveryData>): Promise<void> {
  const { typed, address, userAgent } = journey.data
  const mobile = readMobile(typed, organisation.settings.country)
  const channel = isAddress(typed) ? 'email' : 'sms'
  return inTransaction(deps, async (deps) => {
    const people = await findPeopleByContact(deps, organisation.id, { email: isAddress(typed) ? identifierKey(typed) : null, mobile })
    const active = people.filter(({ status }) => status === 'active')
    let messageId: string | null = active.length > 0 ? null : await answerStranger(deps, organisation, journey.data)
    for (const person of active) {
      const recipient = channel === 'email' ? person.email : person.mobile
      if (!recipient) continue
      const sent = await queueMessage(deps, {
        organisation,
        personId: person.id,
        channel,
        recipient,
        language: languageOf(organisation, person),
        template: 'user-name',
        values: { username: signInName(person) },
      })
      if (sent.ok && channel === 'email') messageId = sent.value.messageId
      await recordEvent(deps, {
        organisationId: organisation.id,
        act: 'user-name.sent',
        outcome: sent.ok ? 'success' : 'failure',
        subjectId: person.id,
        details: { channel, ...(sent.ok ? {} : { why: sent.failure }) },
        personal: { address, userAgent },
      })
    }
    // Done once: a job that runs again finds the journey answered.
    await moveJourney(deps, journey, { state: 'answered', data: { ...journey.data, addressMessageId: messageId } })
  })
}

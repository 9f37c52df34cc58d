import { recordEvent } from '@/lib/audit/record-event'
import { holdContact, setContactState } from '@/lib/cases/contact/find-contact'
import type { Contact } from '@/lib/cases/contact/schema'
import { writeToContact } from '@/lib/cases/contact/write-to-contact'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { queueMessage } from '@/lib/delivery/queue-message'
import { chooseLanguage } from '@/lib/organisations/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { findGrants } from '@/lib/people/membership'
import { may, reachOf } from '@/lib/permissions/rules'
import { type Client, whereFrom } from '../client'
import { addressOf } from '../link-to'

type Wish = { actorId: string; client: Client; number: number }
export type AnswerFailure = 'contact.gone' | 'desk.notAllowed' | 'delivery.tooMany'
type Act = (deps: Deps, contact: Contact) => Promise<Result<null, AnswerFailure>>

/** What staff does to one case, held: the right is read anew, and reaches a case only through its group. */
async function actOnContact(deps: Deps, { id }: Organisation, { actorId, client, number }: Wish, act: string, run: Act): Promise<Result<null, AnswerFailure>> {
  const grants = await findGrants(deps, id, actorId)
  if (!may(grants, 'desk.answer-case')) return failure('desk.notAllowed')
  return inTransaction(deps, async (deps) => {
    const contact = await holdContact(deps, id, number, reachOf(grants, 'desk.answer-case').groupIds)
    if (!contact) return failure('contact.gone')
    const done = await run(deps, contact)
    if (!done.ok) return done
    const event = { organisationId: id, act, outcome: 'success' as const, actorId, subjectId: contact.personId }
    await recordEvent(deps, { ...event, details: { number }, personal: whereFrom(client) })
    return done
  })
}

/** The desk's answer: mailed to whoever wrote, and kept where a member finds it again. */
export const answerContact = (deps: Deps, organisation: Organisation, { text, ...wish }: Wish & { text: string }) =>
  actOnContact(deps, organisation, wish, 'contact.answered', async (deps, contact) => {
    const { number, personId, email } = contact
    await writeToContact(deps, organisation.id, contact, { isFromStaff: true, authorId: wish.actorId, text, state: 'answered' })
    if (!email) return success(null)
    const sent = await queueMessage(deps, {
      organisation,
      channel: 'email',
      personId,
      recipient: email,
      isForDesk: true,
      language: chooseLanguage(organisation.settings.languages, [contact.language]),
      template: 'contact-answer',
      values: { number },
      ...(personId ? { link: addressOf(organisation, `/contact/cases/${number}`) } : {}),
      quote: text,
    })
    return sent.ok ? success(null) : failure('delivery.tooMany')
  })

/** Done with, or open again. */
export const moveContact = (deps: Deps, organisation: Organisation, { state, ...wish }: Wish & { state: 'open' | 'closed' }) =>
  actOnContact(deps, organisation, wish, state === 'closed' ? 'contact.closed' : 'contact.reopened', async (deps, contact) => {
    await setContactState(deps, organisation.id, contact, state)
    return success(null)
  })

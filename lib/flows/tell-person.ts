import { issueObjection } from '@/lib/cases/issue-objection'
import { wayBackToken } from '@/lib/cases/rules'
import type { Deps } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import { objectionOf, type TemplateName } from '@/lib/delivery/templates'
import { chooseLanguage } from '@/lib/organisations/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { type Contact, contactsOf } from '@/lib/people/contacts-of'
import { fullName, type Person } from '@/lib/people/rules'
import type { Language } from '@/lib/words/language'
import type { Values } from '@/lib/words/speak'
import { linkTo } from './link-to'

/** The language in which a person is written to. */
export function languageOf(organisation: Organisation, person: Pick<Person, 'language'>): Language {
  return chooseLanguage(organisation.settings.languages, [person.language])
}

type How = {
  /** security.md 37: by every contact; otherwise by one, which is the person's e-mail address where there is one */
  everywhere?: boolean
  /** the telephone before the e-mail address, where one is enough */
  isTextFirst?: boolean
  /** another contact, told too and given no link: one that came with the change itself, say */
  also?: Omit<Contact, 'isSettled'> | null
  /** no contact that was put in lately */
  isSettledOnly?: boolean
  /** somebody who got the message itself that this one tells of */
  except?: string
  /** the message says how to get back in, too */
  isWayBackOffered?: boolean
  /** one of very many: codes overtake it */
  isPatient?: boolean
  /** of the page that the message is about, where there is nothing to object to */
  link?: string
}

/**
 * Tells a person of something that happened to the account. Where it may be objected to, each contact that has been the
 * person's for some time gets a link of its own, "this was not me"; one that was put in lately gets none, for it may be
 * a thief's (decision 0016). A message over its cap is left out: telling must never stop what happened.
 */
export async function tellPerson(
  deps: Deps,
  organisation: Organisation,
  person: Person,
  template: TemplateName,
  values: Values = {},
  { everywhere = false, isTextFirst = false, also = null, isSettledOnly = false, except, isWayBackOffered = false, isPatient = false, link }: How = {},
): Promise<void> {
  const contacts = contactsOf(person, organisation.settings.notMe.linkDays, deps.now()).filter(
    ({ recipient, isSettled }) => recipient !== except && (isSettled || !isSettledOnly),
  )
  if (isTextFirst) contacts.reverse()
  const one = contacts.find(({ isSettled }) => isSettled) ?? contacts[0]
  const told: Contact[] = everywhere ? contacts : one ? [one] : []
  if (also && !told.some(({ recipient }) => recipient === also.recipient)) told.push({ ...also, isSettled: false })
  for (const { channel, recipient, isSettled } of told) {
    const secret = isSettled && objectionOf(template) ? await issueSecret(deps, organisation, person, template, { channel, recipient }) : null
    await queueMessage(deps, {
      organisation,
      personId: person.id,
      channel,
      recipient,
      isNotice: true,
      isPatient,
      language: languageOf(organisation, person),
      template,
      values: { name: fullName(person), ...values },
      ...(secret ? { link: linkTo(organisation, secret) } : link ? { link } : {}),
      ...(secret && isWayBackOffered ? { backLink: linkTo(organisation, wayBackToken(secret)) } : {}),
    })
  }
}

/** The address by which whoever gets a message at this contact may object to it; null where the contact was put in lately, or is none. */
export async function objectionLink(deps: Deps, organisation: Organisation, person: Person, told: TemplateName, recipient: string): Promise<string | null> {
  const contact = contactsOf(person, organisation.settings.notMe.linkDays, deps.now()).find((contact) => contact.recipient === recipient)
  return contact?.isSettled ? linkTo(organisation, await issueSecret(deps, organisation, person, told, contact)) : null
}

function issueSecret(deps: Deps, organisation: Organisation, { id: personId }: Person, told: TemplateName, { channel, recipient }: Omit<Contact, 'isSettled'>) {
  return issueObjection(deps, { organisationId: organisation.id, personId, told, channel, recipient, days: organisation.settings.notMe.linkDays })
}

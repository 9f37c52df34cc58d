import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import { log } from '@/lib/core/log'
import { queueMessage } from '@/lib/delivery/queue-message'
import { findJourneyById, moveJourney } from '@/lib/journeys/journey'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import type { Organisation } from '@/lib/organisations/schema'
import { erasePassword } from '@/lib/passwords/erase-password'
import { issueFirstPassword } from '@/lib/passwords/issue-first-password'
import { findPersonByIdentifier } from '@/lib/people/find-person'
import { mobileCountry, readMobile } from '@/lib/people/read-mobile'
import { fullName, identifierKey, type Person } from '@/lib/people/rules'
import { endSessions } from '@/lib/sessions/end-sessions'
import { languageOf } from '../tell-person'
import { type OrderData, orderKind } from './begin-order'

/** The worker's part of an order: sends only when member number and contact are exactly the registered ones (F1). */
export async function sendOrderedPassword(deps: Deps, { organisationId, journeyId }: { organisationId: string; journeyId: string }): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  const journey = await findJourneyById<OrderData>(deps, organisationId, orderKind, journeyId)
  if (!organisation || journey?.state !== 'ordered') return
  const { memberNumber, channel, contact } = journey.data
  const found = await findPersonByIdentifier(deps, organisationId, memberNumber)
  const isNumber = found?.memberNumber && identifierKey(found.memberNumber) === identifierKey(memberNumber)
  const recipient = isNumber && found.status === 'active' ? registeredContact(organisation, found, channel, contact) : null
  await inTransaction(deps, async (deps) => {
    if (!(await moveJourney(deps, journey, { state: 'answered', isFinished: true }))) return
    if (found && recipient) await sendFirstPassword(deps, organisation, found, channel, recipient, { actorId: null, reason: null })
  })
}

/** Where the page of F2 is; what is typed there came by another way. */
export function firstPasswordAddress({ slug, settings }: Pick<Organisation, 'slug' | 'settings'>): string {
  const url = new URL(environment().BASE_URL)
  if (settings.primaryHost) url.hostname = settings.primaryHost
  return `${url.origin}/${slug}/first-password`
}

/** Makes, sends and writes down a first-time password; call it in a transaction. A message over its cap is not sent, and nothing is erased then. */
export async function sendFirstPassword(
  deps: Deps,
  organisation: Organisation,
  person: Person,
  channel: 'sms' | 'email',
  recipient: string,
  by: { actorId: string | null; reason: string | null },
): Promise<boolean> {
  const { lifeHours, erasesAt } = organisation.settings.firstPassword
  const place = { organisationId: organisation.id, personId: person.id }
  const { secret, expiresAt } = await issueFirstPassword(deps, { ...place, channel, lifeHours })
  const message = await queueMessage(deps, {
    organisation,
    personId: person.id,
    channel,
    recipient,
    language: languageOf(organisation, person),
    template: 'first-password',
    values: { name: person.givenName || fullName(person), secret, until: expiresAt },
    link: firstPasswordAddress(organisation),
    holdsSecret: true,
    staleAt: expiresAt,
  })
  if (!message.ok) {
    log().warn({ organisation: organisation.slug, reason: message.failure }, 'a first-time password was not sent')
    return false
  }
  if (erasesAt === 'ordering') {
    await erasePassword(deps, organisation, person.id)
    await endSessions(deps, place, 'password-change')
  }
  await recordEvent(deps, {
    organisationId: organisation.id,
    act: 'first-password.sent',
    outcome: 'success',
    actorId: by.actorId,
    subjectId: person.id,
    details: { channel, erased: erasesAt === 'ordering' },
    ...(by.reason ? { personal: { reason: by.reason } } : {}),
  })
  return true
}

function registeredContact({ settings }: Organisation, person: Person, channel: 'sms' | 'email', typed: string): string | null {
  if (channel === 'email') return person.email && identifierKey(person.email) === identifierKey(typed) ? person.email : null
  if (!person.mobile) return null
  // A number of another country may be written as it is there.
  const countries = [settings.country, mobileCountry(person.mobile)].filter((country) => country !== null)
  return countries.some((country) => readMobile(typed, country) === person.mobile) ? person.mobile : null
}

import { recordEvent } from '@/lib/audit/record-event'
import { endCodes } from '@/lib/codes/end-codes'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { secretToken } from '@/lib/core/seal'
import { queueMessage } from '@/lib/delivery/queue-message'
import { beginJourney, endOtherJourneys, moveJourney } from '@/lib/journeys/journey'
import { makeLinkToken } from '@/lib/journeys/linked-journey'
import type { Organisation } from '@/lib/organisations/schema'
import { endFirstPasswords } from '@/lib/passwords/end-first-passwords'
import { changeEmail } from '@/lib/people/change-email'
import { changeMobile } from '@/lib/people/change-mobile'
import { mobileCountry, readMobile } from '@/lib/people/read-mobile'
import type { Person } from '@/lib/people/rules'
import { allOrNothing } from '../all-or-nothing'
import { emailKind } from '../change-details/change-email'
import { looksLikeAddress } from '../change-details/rules'
import { linkTo } from '../link-to'
import { languageOf, tellPerson } from '../tell-person'
import { allowAct, type DeskFailure, type DeskWish } from './allow-act'

type Correction = { contact: 'email' | 'mobile'; value: string }
export type CorrectionFailure =
  | 'details.mobile.wrong'
  | 'details.email.wrong'
  | 'details.email.taken'
  | 'delivery.countryClosed'
  | 'delivery.tooMany'
  | 'desk.correct.same'

/** The link in the mail that proves a corrected address; minutes (security.md 3). */
const linkMinutes = 24 * 60

/**
 * Writes down another e-mail address or mobile number. It takes the old one's place at once, since that may be somebody
 * else's by now, and opens nothing before it is proved: the address by the link that is mailed to it, the number by a
 * code that is read back. What was sent to the old one and waits is worthless, and every old contact is told. An import
 * leaves it alone from then on.
 */
export async function correctContact(
  deps: Deps,
  organisation: Organisation,
  { contact, value, ...wish }: DeskWish & Correction,
): Promise<Result<null, DeskFailure | CorrectionFailure>> {
  const allowed = await allowAct(deps, organisation, 'desk.correct-contact', wish)
  if (!allowed.ok) return allowed
  const { person, event } = allowed.value
  const wished = readContact(organisation, contact, value)
  if (!wished.ok) return wished
  if (person[contact] === wished.value && person[`${contact}ValidatedAt`]) return failure('desk.correct.same')
  const corrected = await allOrNothing<null, CorrectionFailure>(deps, async (deps) => {
    const written = await write(deps, organisation, person.id, contact, wished.value)
    if (!written.ok) return written
    const before = written.value
    await endOtherJourneys(deps, organisation.id, person.id)
    await endCodes(deps, organisation.id, person.id)
    await endFirstPasswords(deps, organisation.id, person.id)
    const personal = { ...event.personal, before: before[contact] ?? '', after: wished.value }
    await recordEvent(deps, { ...event, act: 'desk.contact-corrected', outcome: 'success', details: { contact }, personal })
    if (before[contact] !== wished.value) await tellPerson(deps, organisation, before, `${contact}-changed`, {}, { everywhere: true })
    return contact === 'email' ? mailProof(deps, organisation, person, wished.value) : success(null)
  })
  if (!corrected.ok) await recordEvent(deps, { ...event, act: 'desk.contact-corrected', outcome: 'failure', details: { contact, why: corrected.failure } })
  return corrected
}

function readContact({ settings }: Organisation, contact: Correction['contact'], value: string): Result<string, CorrectionFailure> {
  if (contact === 'email') return looksLikeAddress(value) ? success(value) : failure('details.email.wrong')
  const mobile = readMobile(value, settings.country)
  if (!mobile) return failure('details.mobile.wrong')
  return settings.limits.smsCountries.includes(mobileCountry(mobile) ?? '') ? success(mobile) : failure('delivery.countryClosed')
}

async function write(deps: Deps, { id }: Organisation, personId: string, contact: Correction['contact'], value: string) {
  return contact === 'email' ? changeEmail(deps, id, personId, value, false) : success<Person>(await changeMobile(deps, id, personId, value, false))
}

/** Nobody's browser began it: the link alone opens it. */
async function mailProof(
  deps: Deps,
  organisation: Organisation,
  person: Person,
  email: string,
): Promise<Result<null, 'delivery.tooMany' | 'delivery.countryClosed'>> {
  const begin = { organisationId: organisation.id, kind: emailKind, state: 'awaiting-proof', browser: secretToken(), personId: person.id, minutes: linkMinutes }
  const journey = await beginJourney(deps, { ...begin, data: { email, linkHmac: '' } })
  const { token, linkHmac } = makeLinkToken(journey.id)
  await moveJourney(deps, journey, { state: journey.state, data: { email, linkHmac } })
  const queued = await queueMessage(deps, {
    organisation,
    personId: person.id,
    channel: 'email',
    recipient: email,
    language: languageOf(organisation, person),
    template: 'email-to-prove',
    values: {},
    link: linkTo(organisation, token),
    holdsSecret: true,
    staleAt: journey.expiresAt,
  })
  return queued.ok ? success(null) : queued
}

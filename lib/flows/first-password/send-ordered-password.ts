import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { success } from '@/lib/core/result'
import { findJourneyById, moveJourney } from '@/lib/journeys/journey'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import type { Organisation } from '@/lib/organisations/schema'
import { findPersonByIdentifier } from '@/lib/people/find-person'
import { mobileCountry, readMobile } from '@/lib/people/read-mobile'
import { identifierKey, type Person } from '@/lib/people/rules'
import { allOrNothing } from '../all-or-nothing'
import { type OrderData, orderKind } from './begin-order'
import { type SendFailure, sendFirstPassword } from './send-first-password'

/** The worker's part of an order: sends only when member number and contact are exactly the registered ones (F1). */
export async function sendOrderedPassword(deps: Deps, { organisationId, journeyId }: { organisationId: string; journeyId: string }): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  const journey = await findJourneyById<OrderData>(deps, organisationId, orderKind, journeyId)
  if (!organisation || journey?.state !== 'ordered') return
  const { memberNumber, channel, contact } = journey.data
  const found = await findPersonByIdentifier(deps, organisationId, memberNumber)
  const isNumber = found?.memberNumber && identifierKey(found.memberNumber) === identifierKey(memberNumber)
  const person = isNumber && isRegistered(organisation, found, channel, contact) ? found : null
  const refuse = (deps: Deps, why: string) =>
    recordEvent(deps, {
      organisationId,
      act: 'first-password.not-sent',
      outcome: 'failure',
      subjectId: isNumber ? found.id : null,
      details: { channel, why },
    })
  const answer = (deps: Deps) => moveJourney(deps, journey, { state: 'answered', isFinished: true })
  const sent = await allOrNothing<unknown, SendFailure>(deps, async (deps) => {
    if (!(await answer(deps))) return success(null)
    if (!person) return success(await refuse(deps, 'not registered'))
    return sendFirstPassword(deps, organisation, person, channel, { actorId: null, by: 'member', personal: {} })
  })
  if (sent.ok) return
  // Whatever was there before stays as it was: an earlier first-time password too.
  log().warn({ organisation: organisation.slug, reason: sent.failure }, 'an ordered first-time password was not sent')
  await inTransaction(deps, async (deps) => {
    if (await answer(deps)) await refuse(deps, sent.failure)
  })
}

function isRegistered({ settings }: Organisation, { email, mobile }: Person, channel: 'sms' | 'email', typed: string): boolean {
  if (channel === 'email') return email !== null && identifierKey(email) === identifierKey(typed)
  if (!mobile) return false
  // A number of another country may be written as it is there.
  const countries = [settings.country, mobileCountry(mobile)].filter((country) => country !== null)
  return countries.some((country) => readMobile(typed, country) === mobile)
}

import { recordEvent } from '@/lib/audit/record-event'
import { issueCode, rememberMessage } from '@/lib/codes/issue-code'
import { type Deps, inTransaction } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { queueMessage } from '@/lib/delivery/queue-message'
import { findJourneyById, holdJourney, moveJourney } from '@/lib/journeys/journey'
import { makeLinkToken } from '@/lib/journeys/linked-journey'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { findPersonByIdentifier } from '@/lib/people/find-person'
import { addressOf, linkTo } from '../link-to'
import { languageOf } from '../tell-person'
import { type RegistrationData, registrationKind, registrationMinutes } from './journey'

/**
 * The worker's part: writes to the address, whosever it is. A new one gets a code and a link; one that somebody answers
 * to is told so, with the ways back in, and its code is sent to nobody. What a stranger typed as a name stands in neither:
 * nobody writes to others through us.
 */
export async function sendRegistration(deps: Deps, { organisationId, journeyId }: { organisationId: string; journeyId: string }): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  if (!organisation) return
  await inTransaction(deps, async (deps) => {
    await holdJourney(deps, organisationId, journeyId)
    const journey = await findJourneyById<RegistrationData>(deps, organisationId, registrationKind, journeyId)
    if (journey?.state !== 'awaiting-proof' || journey.data.answered === journey.data.reference) return
    const { data } = journey
    const owner = await findPersonByIdentifier(deps, organisationId, data.email)
    const issued = await issueCode(deps, { organisation, journeyId, purpose: 'registration', personId: null, reference: data.reference })
    if (!issued.ok) return
    const { token, linkHmac } = makeLinkToken(journeyId)
    const message = await queueMessage(deps, {
      organisation,
      channel: 'email',
      recipient: data.email,
      reference: data.reference,
      ...(owner
        ? {
            personId: owner.id,
            language: languageOf(organisation, owner),
            template: 'registration-taken',
            values: {},
            link: addressOf(organisation, '/recover'),
          }
        : {
            personId: null,
            language: data.language,
            template: 'registration-code',
            values: { code: issued.value.code, minutes: organisation.settings.codes.lifeMinutes },
            link: linkTo(organisation, token),
            holdsSecret: true,
            staleAt: issued.value.expiresAt,
          }),
    })
    const messageId = message.ok ? message.value.messageId : null
    const kept = { ...data, isTaken: owner !== null, linkHmac: owner ? '' : linkHmac, messageId, answered: data.reference }
    await moveJourney(deps, journey, { state: 'awaiting-proof', data: kept, minutes: registrationMinutes })
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: owner ? 'registration.taken' : 'code.sent',
      outcome: message.ok && !owner ? 'success' : 'failure',
      subjectId: owner?.id ?? null,
      details: { purpose: 'registration', channel: 'email', reference: data.reference, ...(message.ok ? {} : { why: message.failure }) },
    })
    if (messageId) await rememberMessage(deps, { organisation, journeyId, purpose: 'registration', personId: null }, messageId)
    else log().warn({ organisation: organisation.slug }, 'a message of a registration was not sent: too many')
  })
}

import { issueCode, rememberMessage } from '@/lib/codes/issue-code'
import { type Deps, inTransaction } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { queueMessage } from '@/lib/delivery/queue-message'
import { findJourneyById, moveJourney } from '@/lib/journeys/journey'
import { makeLinkToken } from '@/lib/journeys/linked-journey'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { findPersonWhoSignsIn } from '@/lib/people/find-person'
import { linkTo } from '../link-to'
import { languageOf } from '../tell-person'
import { answerStranger } from './answer-stranger'
import { type RecoveryData, recoveryKind, recoveryMinutes } from './journey'
import { contactFor, isAddress } from './rules'
import { sendUserNames } from './send-user-names'

/** The worker's part: looks the typed name up and sends the code, or makes one that nobody is sent. Runs again without harm. */
export async function sendRecovery(deps: Deps, { organisationId, journeyId }: { organisationId: string; journeyId: string }): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  const journey = await findJourneyById<RecoveryData>(deps, organisationId, recoveryKind, journeyId)
  if (!organisation || !journey) return
  if (journey.state === 'told-user-name') return sendUserNames(deps, organisation, journey)
  if (journey.state !== 'awaiting-code') return
  const { data } = journey
  const found = await findPersonWhoSignsIn(deps, organisation, data.typed)
  const person = found?.person.status === 'active' ? found.person : null
  const contact = person && contactFor(organisation.settings.recovery.channels, person)
  const personId = contact ? person.id : null

  await inTransaction(deps, async (deps) => {
    const issued = await issueCode(deps, { organisation, journeyId, purpose: 'recovery', personId, reference: data.reference })
    if (!issued.ok) return
    const { token, linkHmac } = makeLinkToken(journeyId)
    const keep = (addressMessageId: string | null) =>
      moveJourney(deps, journey, { state: 'awaiting-code', personId, data: { ...data, linkHmac, addressMessageId }, minutes: recoveryMinutes })
    if (!contact) return void (await keep(await answerStranger(deps, organisation, data)))
    const message = await queueMessage(deps, {
      organisation,
      personId,
      ...contact,
      template: 'recovery-code',
      language: languageOf(organisation, person),
      reference: data.reference,
      host: data.host,
      values: { code: issued.value.code, reference: data.reference, minutes: organisation.settings.codes.lifeMinutes },
      link: linkTo(organisation, token),
      holdsSecret: true,
      staleAt: issued.value.expiresAt,
    })
    await keep(message.ok && contact.channel === 'email' && isAddress(data.typed) ? message.value.messageId : null)
    if (message.ok) await rememberMessage(deps, { organisation, journeyId, purpose: 'recovery', personId }, message.value.messageId)
    else log().warn({ organisation: organisation.slug, reason: message.failure }, 'a recovery code was not sent')
  })
}

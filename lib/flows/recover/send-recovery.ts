import { recordEvent } from '@/lib/audit/record-event'
import { findSentCode } from '@/lib/codes/check-code'
import { issueCode, rememberMessage } from '@/lib/codes/issue-code'
import { type Deps, inTransaction } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { queueMessage } from '@/lib/delivery/queue-message'
import { readMessageWay } from '@/lib/delivery/read-message-way'
import { withdrawMessage } from '@/lib/delivery/withdraw-message'
import { findJourneyById, holdJourney, moveJourney } from '@/lib/journeys/journey'
import { makeLinkToken } from '@/lib/journeys/linked-journey'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson, findPersonWhoSignsIn } from '@/lib/people/find-person'
import type { Person } from '@/lib/people/rules'
import { linkTo } from '../link-to'
import { languageOf } from '../tell-person'
import { answerStranger } from './answer-stranger'
import { purposeOf, type RecoveryData, type RecoveryJourney, recoveryKind, recoveryMinutes } from './journey'
import { readAddressWay } from './read-address-way'
import { awaitedProof, canProve, contactsFor, isAddress, nextContact } from './rules'
import { sendUserNames } from './send-user-names'

/**
 * The worker's part: looks the typed name up and sends the code, or makes one that nobody is sent. Runs again without
 * harm: what was asked for once is sent once.
 */
export async function sendRecovery(deps: Deps, { organisationId, journeyId }: { organisationId: string; journeyId: string }): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  if (!organisation) return
  await inTransaction(deps, async (deps) => {
    await holdJourney(deps, organisationId, journeyId)
    const journey = (await findJourneyById<RecoveryData>(deps, organisationId, recoveryKind, journeyId)) as RecoveryJourney | null
    if (journey?.state === 'told-user-name') return sendUserNames(deps, organisation, journey)
    if (journey && awaitedProof(journey.state) !== null && journey.data.answered < journey.data.asked) await sendCode(deps, organisation, journey)
  })
}

async function sendCode(deps: Deps, organisation: Organisation, journey: RecoveryJourney): Promise<void> {
  const { data } = journey
  const journeyId = journey.id
  const { proofs } = organisation.settings.recovery
  const purpose = purposeOf(journey)
  const person = await findOwner(deps, organisation, journey)
  const former = await findSentCode(deps, { organisation, journeyId, purpose })
  const way = former?.messageId ? await readMessageWay(deps, organisation.id, former.messageId) : null
  const contact = person && canProve(proofs, person) ? nextContact(contactsFor(proofs[awaitedProof(journey.state) ?? 0] ?? [], person), way) : null
  const personId = contact && person ? person.id : null

  const issued = await issueCode(deps, { organisation, journeyId, purpose, personId, reference: data.reference })
  if (!issued.ok) return
  if (former?.messageId) await withdrawMessage(deps, organisation.id, former.messageId)
  const { token, linkHmac } = makeLinkToken(journeyId)
  // Once the typed address was refused the page goes on saying so: the next code may go another way, where there is one.
  const isRefused = (await readAddressWay(deps, organisation, journey)) === 'refused'
  const keep = ({ sentBy, addressMessageId }: Pick<RecoveryData, 'sentBy' | 'addressMessageId'>) =>
    moveJourney(deps, journey, {
      state: journey.state,
      personId: data.proved.length > 0 ? journey.personId : personId, // who has proved something stays who it is
      data: { ...data, sentBy, addressMessageId: isRefused ? data.addressMessageId : addressMessageId, linkHmac, answered: data.asked },
      minutes: recoveryMinutes,
    })
  const note = (outcome: 'success' | 'failure', details: Record<string, string>) =>
    recordEvent(deps, {
      organisationId: organisation.id,
      act: 'code.sent',
      outcome,
      subjectId: person?.id ?? null,
      details: { purpose, reference: data.reference, ...details },
      personal: { address: data.address, userAgent: data.userAgent },
    })
  if (!contact || !person) {
    const told = await tellLacking(deps, organisation, data, person)
    await keep({ sentBy: null, addressMessageId: told ?? (await answerStranger(deps, organisation, data)) })
    return note('failure', { why: person ? 'lacks a contact' : 'nobody' })
  }
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
  const isWatched = message.ok && contact.channel === 'email' && isAddress(data.typed)
  await keep({ sentBy: contact.channel, addressMessageId: isWatched ? message.value.messageId : null })
  await note(message.ok ? 'success' : 'failure', { channel: contact.channel, ...(message.ok ? {} : { why: message.failure }) })
  if (message.ok) await rememberMessage(deps, { organisation, journeyId, purpose, personId }, message.value.messageId)
  else log().warn({ organisation: organisation.slug, reason: message.failure }, 'a recovery code was not sent')
}

/** Whose the typed name is, or who has proved something already. */
async function findOwner(deps: Deps, organisation: Organisation, { personId, data }: RecoveryJourney): Promise<Person | null> {
  const person =
    data.proved.length > 0
      ? personId && (await findPerson(deps, organisation.id, personId))
      : (await findPersonWhoSignsIn(deps, organisation, data.typed))?.person
  return person && person.status === 'active' ? person : null
}

/** Who has some of the contacts that are needed, but not all, is told so there once; the page says to everybody the same. */
async function tellLacking(deps: Deps, organisation: Organisation, { asked }: RecoveryData, person: Person | null): Promise<string | null> {
  const contact = person && asked === 1 ? contactsFor(organisation.settings.recovery.proofs.flat(), person)[0] : undefined
  if (!person || !contact) return null
  const told = { organisation, personId: person.id, ...contact, language: languageOf(organisation, person), template: 'recovery-lacking', values: {} } as const
  const sent = await queueMessage(deps, told)
  return sent.ok && contact.channel === 'email' ? sent.value.messageId : null
}

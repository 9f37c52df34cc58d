import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import { failure, type Result, success } from '@/lib/core/result'
import type { CapFailure } from '@/lib/delivery/count-message'
import { queueMessage } from '@/lib/delivery/queue-message'
import type { MessageChannel } from '@/lib/delivery/schema'
import { withdrawLetters } from '@/lib/delivery/withdraw-letters'
import type { Organisation } from '@/lib/organisations/schema'
import { erasePassword } from '@/lib/passwords/erase-password'
import { issueFirstPassword } from '@/lib/passwords/issue-first-password'
import { findDetails } from '@/lib/people/find-details'
import { holdActive } from '@/lib/people/hold-person'
import { fullName, type Person, signInName } from '@/lib/people/rules'
import { endSessions } from '@/lib/sessions/end-sessions'
import { languageOf, objectionLink, tellPerson } from '../tell-person'
import { addressLines } from './address-lines'

export type SendFailure = 'desk.notActive' | 'desk.noMobile' | 'desk.noEmail' | 'desk.noPostalAddress' | CapFailure
type By = {
  actorId: string | null
  by: 'member' | 'staff' | 'operator' | 'campaign'
  personal: Record<string, string>
  /** one of a campaign's: codes overtake it, and the old password goes at ordering only where the campaign says so */
  campaign?: { id: string; erases: boolean }
}

/** Where the page of F2 is; what is typed there came by another way. */
export function firstPasswordAddress({ slug, settings }: Pick<Organisation, 'slug' | 'settings'>): string {
  const url = new URL(environment().BASE_URL)
  if (settings.primaryHost) url.hostname = settings.primaryHost
  return `${url.origin}/${slug}/first-password`
}

/**
 * Makes, sends and writes down a first-time password, whoever asked for it: the earlier one is worthless then, and the
 * old password erased where the settings say so (F6). Call it in `allOrNothing`: when it cannot be sent nothing of it may
 * stay. Nobody but the receiver learns what it is. Returns the message's id.
 */
export async function sendFirstPassword(
  deps: Deps,
  organisation: Organisation,
  person: Person,
  channel: MessageChannel,
  { actorId, by, personal, campaign }: By,
): Promise<Result<{ messageId: string }, SendFailure>> {
  const { lifeHours, letterLifeDays, erasesAt } = organisation.settings.firstPassword
  const place = { organisationId: organisation.id, personId: person.id }
  if (!(await holdActive(deps, organisation.id, person.id))) return failure('desk.notActive')
  const receiver = await findReceiver(deps, organisation, person, channel)
  if (!receiver.ok) return receiver
  const { secret, expiresAt } = await issueFirstPassword(deps, { ...place, channel, lifeHours: channel === 'letter' ? letterLifeDays * 24 : lifeHours })
  await withdrawLetters(deps, organisation.id, person.id, 'first-password')
  // In a directory it is the password for computer and mail, too: an order does not take it away.
  const isErased = erasesAt === 'ordering' && (campaign?.erases ?? true) && organisation.settings.directory.kind === 'none'
  const { recipient } = receiver.value
  const objection = await objectionLink(deps, organisation, person, 'first-password-sent', recipient)
  const message = await queueMessage(deps, {
    organisation,
    personId: person.id,
    channel,
    ...receiver.value,
    language: languageOf(organisation, person),
    template: 'first-password',
    values: {
      name: person.givenName || fullName(person),
      secret,
      until: expiresAt,
      isErased: isErased ? 'yes' : 'no',
      back: objection ? 'yes' : 'none',
      known: person.memberNumber ? 'number' : 'name',
    },
    link: firstPasswordAddress(organisation),
    ...(objection ? { backLink: objection } : {}),
    holdsSecret: true,
    isPatient: campaign !== undefined,
    staleAt: expiresAt,
  })
  if (!message.ok) return message
  if (isErased) {
    await erasePassword(deps, organisation, person.id)
    await endSessions(deps, place, 'password-change')
  }
  await recordEvent(deps, {
    organisationId: organisation.id,
    act: 'first-password.sent',
    outcome: 'success',
    actorId,
    subjectId: person.id,
    details: { channel, erased: isErased, by, ...(campaign ? { campaign: campaign.id } : {}) },
    personal,
  })
  // Whoever else of the person's contacts is there hears of it: the one that got it may be a thief's (security.md 37).
  await tellPerson(deps, organisation, person, 'first-password-sent', { channel }, { everywhere: true, except: recipient, isPatient: campaign !== undefined })
  return message
}

async function findReceiver(deps: Deps, organisation: Organisation, person: Person, channel: MessageChannel) {
  // What somebody put in and nobody proved may be another's (security.md 38).
  if (channel === 'sms') return person.mobile && person.mobileValidatedAt ? success({ recipient: person.mobile }) : failure('desk.noMobile' as const)
  if (channel === 'email') return person.email && person.emailValidatedAt ? success({ recipient: person.email }) : failure('desk.noEmail' as const)
  const details = await findDetails(deps, organisation.id, person.id)
  const address = details && addressLines(organisation, details)
  return address ? success({ recipient: person.memberNumber ?? signInName(person), address }) : failure('desk.noPostalAddress' as const)
}

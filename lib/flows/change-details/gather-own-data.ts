import { personHistory } from '@/lib/audit/person-history'
import { listOwnContacts, messagesOf } from '@/lib/cases/contact/find-contact'
import { listCases } from '@/lib/cases/list-cases'
import type { Deps } from '@/lib/core/db'
import { messagesOfPerson } from '@/lib/delivery/messages-of-person'
import { listHeld } from '@/lib/erasure/list-held'
import { listFactors } from '@/lib/factors/list-factors'
import { listConsents } from '@/lib/oidc/clients/list-clients'
import type { Organisation } from '@/lib/organisations/schema'
import { findPasswordState } from '@/lib/passwords/find-password-state'
import { findDetails, findIdentifiers } from '@/lib/people/find-details'
import { findGroups } from '@/lib/people/membership'
import { listDevices, listEverySession } from '@/lib/sessions/list-every-session'
import { listRememberedDevices } from '@/lib/sessions/remembered-devices'
import { addressOf } from '../link-to'

/** Everything that the portal holds of a person, for them to take along: no hash, no secret, nobody else's data. */
export async function gatherOwnData(deps: Deps, organisation: Organisation, personId: string) {
  const { id } = organisation
  const person = await findDetails(deps, id, personId)
  if (!person) throw new Error('somebody who is not in the register asked for their data')
  const { organisationId: _organisationId, roles, ...details } = person
  const events = await personHistory(deps, id, personId)
  const messages = await messagesOfPerson(deps, id, personId)
  return {
    takenAt: deps.now(),
    organisation: { slug: organisation.slug, name: organisation.settings.name },
    person: details,
    identifiers: await findIdentifiers(deps, id, personId),
    groups: await findGroups(deps, id, personId),
    roles,
    password: await findPasswordState(deps, id, personId),
    factors: await listFactors(deps, id, personId),
    sessions: await listEverySession(deps, id, personId),
    systems: await listConsents(deps, id, personId),
    devices: await listDevices(deps, id, personId),
    rememberedDevices: await listRememberedDevices(deps, id, personId),
    ...(await listHeld(deps, id, personId)),
    cases: await listCases(deps, id, personId),
    contacts: await Promise.all(
      (await listOwnContacts(deps, id, personId)).map(async ({ groupId: _groupId, ...contact }) => ({
        ...contact,
        messages: (await messagesOf(deps, id, contact)).map(({ at, isFromStaff, text, files }) => ({
          at,
          isFromStaff,
          text,
          files: files.map(({ id, name, type, bytes }) => ({
            name,
            type,
            bytes,
            address: addressOf(organisation, `/contact/cases/${contact.number}/files/${id}`),
          })),
        })),
      })),
    ),
    // A message that told another account's owner of a wished address would tell that the account exists.
    messages: messages.map((message) => ({ ...message, template: message.template === 'email-taken' ? 'email-code' : message.template })),
    events: events.map(({ at, act, outcome, actorId, details, personal }) => ({
      at,
      act,
      outcome,
      details,
      by: actorId === null ? 'nobody signed in' : actorId === personId ? 'you' : 'staff',
      // Where staff sat is theirs; why they did it is the person's to know.
      from: actorId === null || actorId === personId ? personal : reasonIn(personal),
    })),
  }
}

function reasonIn(personal: unknown) {
  return personal !== null && typeof personal === 'object' && 'reason' in personal ? { reason: personal.reason } : null
}

import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { queueMessage } from '@/lib/delivery/queue-message'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { type Client, whereFrom } from '../client'
import { addressOf } from '../link-to'
import { languageOf, objectionLink } from '../tell-person'

/** Whoever came into the register by an address that they proved is told there, with a way to say that it was not them. */
export async function welcomeMember(deps: Deps, organisation: Organisation, client: Client, person: Person, email: string): Promise<void> {
  const objection = await objectionLink(deps, organisation, person, 'registered', email)
  await queueMessage(deps, {
    organisation,
    personId: person.id,
    channel: 'email',
    recipient: email,
    isNotice: true,
    language: languageOf(organisation, person),
    template: 'registered',
    values: { username: email, back: objection ? 'yes' : 'none' },
    link: addressOf(organisation, '/sign-in'),
    ...(objection ? { backLink: objection } : {}),
  })
  await recordEvent(deps, {
    organisationId: organisation.id,
    act: 'person.registered',
    outcome: 'success',
    actorId: person.id,
    details: { roles: ['member'] },
    personal: { ...whereFrom(client), email },
  })
}

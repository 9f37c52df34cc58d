import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import type { BrokenRule } from '@/lib/passwords/find-broken-rules'
import { setPassword } from '@/lib/passwords/set-password'
import { holdActive } from '@/lib/people/hold-person'
import type { Person } from '@/lib/people/rules'
import { allOrNothing } from '../all-or-nothing'
import { type Client, whereFrom } from '../client'
import { closeOldWays } from '../close-old-ways'
import { tellPerson } from '../tell-person'
import type { Proof } from './prove-password'

/** The person's own change: ends every other session and what else is open, and tells every address, or tells all rules that the new password breaks. */
export function changePassword(
  deps: Deps,
  organisation: Organisation,
  client: Client,
  proof: Proof,
  newPassword: string,
): Promise<Result<null, BrokenRule[] | 'details.ended'>> {
  return allOrNothing<null, BrokenRule[] | 'details.ended'>(deps, async (deps) => {
    const person = await readyForPassword(deps, organisation, client, proof)
    return person ? setPassword(deps, { organisation, person, newPassword, formerPassword: proof.typed, by: 'person' }) : failure('details.ended')
  })
}

/** Everything that belongs to the change but the password itself, which comes last: a directory takes nothing back. Call it in its transaction. */
export async function readyForPassword(deps: Deps, organisation: Organisation, client: Client, { personId, sessionId }: Proof): Promise<Person | null> {
  const person = await holdActive(deps, organisation.id, personId)
  if (!person) return null
  const ended = await closeOldWays(deps, organisation.id, personId, 'password-change', { sessionId })
  await tellPerson(deps, organisation, person, 'password-changed', {}, { everywhere: true })
  await recordEvent(deps, {
    organisationId: organisation.id,
    act: 'password.changed',
    outcome: 'success',
    actorId: personId,
    details: { endedSessions: ended },
    personal: whereFrom(client),
  })
  return person
}

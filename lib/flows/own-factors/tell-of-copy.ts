import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { type Client, whereFrom } from '../client'
import { tellPerson } from '../tell-person'

/** A passkey counted backwards: somebody has a copy, or its owner has. It was refused, and every address of the owner is told. */
export async function tellOfCopy(deps: Deps, organisation: Organisation, client: Client, personId: string): Promise<void> {
  const person = await findPerson(deps, organisation.id, personId)
  await inTransaction(deps, async (deps) => {
    const event = { organisationId: organisation.id, act: 'factor.copy-refused', outcome: 'failure', subjectId: personId } as const
    await recordEvent(deps, { ...event, personal: whereFrom(client) })
    if (person?.status === 'active') await tellPerson(deps, organisation, person, 'passkey-copied', {}, { everywhere: true })
  })
}

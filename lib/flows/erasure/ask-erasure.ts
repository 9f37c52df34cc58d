import { recordEvent } from '@/lib/audit/record-event'
import { openErasure } from '@/lib/cases/erasure-cases'
import { type Deps, inTransaction } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { holdPerson } from '@/lib/people/hold-person'
import { type Client, whereFrom } from '../client'

/** A person asks to be erased: a case for the desk, one however often they ask. Returns its number; null for who is gone. */
export function askErasure(deps: Deps, { id: organisationId }: Pick<Organisation, 'id'>, client: Client, personId: string): Promise<number | null> {
  return inTransaction(deps, async (deps) => {
    if (!(await holdPerson(deps, organisationId, personId))) return null
    const { number, isNew } = await openErasure(deps, organisationId, personId)
    const event = { organisationId, act: 'erasure.asked', outcome: 'success' as const, actorId: personId, details: { number }, personal: whereFrom(client) }
    if (isNew) await recordEvent(deps, event)
    return number
  })
}

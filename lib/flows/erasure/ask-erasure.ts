import { recordEvent } from '@/lib/audit/record-event'
import { openErasure } from '@/lib/cases/erasure-cases'
import { type Deps, inTransaction } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { holdPerson } from '@/lib/people/hold-person'
import { fullName, signInName } from '@/lib/people/rules'
import { type Client, whereFrom } from '../client'
import { mailSupport } from '../mail-support'

/** A person asks to be erased: a case for the desk, which is told of it once, however often they ask. Returns its number; null for who is gone. */
export function askErasure(deps: Deps, organisation: Organisation, client: Client, personId: string): Promise<number | null> {
  const { id: organisationId } = organisation
  return inTransaction(deps, async (deps) => {
    const person = await holdPerson(deps, organisationId, personId)
    if (!person) return null
    const { number, isNew } = await openErasure(deps, organisationId, personId)
    const event = { organisationId, act: 'erasure.asked', outcome: 'success' as const, actorId: personId, details: { number }, personal: whereFrom(client) }
    if (!isNew) return number
    await recordEvent(deps, event)
    const values = { number, name: fullName(person) || signInName(person) }
    await mailSupport(deps, organisation, { template: 'erasure-asked', values, path: `/admin/erasures/${personId}` })
    return number
  })
}

import type { Deps } from '@/lib/core/db'
import type { Person } from './rules'
import { lockPerson } from './store'

/**
 * The person as they are now; nobody else changes them until the transaction ends. What writes more than one thing of a
 * person does this before everything else, so that of two who do so at once one waits for the other, and neither for ever.
 */
export const holdPerson = (deps: Deps, organisationId: string, id: string): Promise<Person | null> => lockPerson(deps.db, organisationId, id)

/** Null for an account that was frozen or closed meanwhile: nothing more is changed in its name. */
export async function holdActive(deps: Deps, organisationId: string, id: string): Promise<Person | null> {
  const person = await holdPerson(deps, organisationId, id)
  return person?.status === 'active' ? person : null
}

import type { Deps } from '@/lib/core/db'
import { emptyPersonal, removePerson } from './store'

/**
 * Nothing of a person is left but what the log says happened, to an id that is nobody's name any more. Call it in a
 * transaction that holds the person.
 */
export async function erasePerson(deps: Deps, organisationId: string, personId: string): Promise<void> {
  await emptyPersonal(deps.db, organisationId, personId)
  await removePerson(deps.db, organisationId, personId)
}

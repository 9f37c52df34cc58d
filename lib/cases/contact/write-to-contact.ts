import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import type { Contact, ContactState } from './schema'
import { insertMessage, setState } from './store'

type Line = { isFromStaff: boolean; authorId: string | null; text: string; state: ContactState }

/** Adds what one side wrote to a case that the transaction holds; it is then in this state. */
export async function writeToContact(deps: Deps, organisationId: string, { caseId }: Contact, { state, ...line }: Line): Promise<void> {
  const at = deps.now()
  await insertMessage(deps.db, { organisationId, id: timeOrderedId(at), caseId, at, ...line })
  await setState(deps.db, organisationId, caseId, state, at)
}

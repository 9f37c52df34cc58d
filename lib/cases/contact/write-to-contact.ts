import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import type { CheckedFile } from '@/lib/files/check-file'
import { attachFiles } from './attach-files'
import type { Contact, ContactState } from './schema'
import { insertMessage, setState } from './store'

type Line = { isFromStaff: boolean; authorId: string | null; text: string; state: ContactState; files?: readonly CheckedFile[] }

/** Adds what one side wrote to a case that the transaction holds; it is then in this state. */
export async function writeToContact(deps: Deps, organisationId: string, { caseId }: Contact, { state, files = [], ...line }: Line): Promise<void> {
  const at = deps.now()
  const id = timeOrderedId(at)
  await insertMessage(deps.db, { organisationId, id, caseId, at, ...line })
  await attachFiles(deps, organisationId, id, files)
  await setState(deps.db, organisationId, caseId, state, at)
}

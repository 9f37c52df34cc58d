import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { insertCase, nextNumber } from '../store'
import { attachFiles } from './attach-files'
import type { NewContact } from './schema'
import { insertContact, insertMessage } from './store'

/** Keeps what somebody wrote as a case for the inbox; returns its number. Call it in the transaction of the messages that tell of it. */
export async function openContact(deps: Deps, { organisationId, text, files = [], ...contact }: NewContact): Promise<number> {
  const at = deps.now()
  const number = await nextNumber(deps.db, organisationId)
  const caseId = await insertCase(deps.db, {
    organisationId,
    personId: contact.personId,
    kind: 'contact',
    told: 'contact',
    channel: 'page',
    number,
    toldAt: at,
    openedAt: at,
  })
  await insertContact(deps.db, { organisationId, caseId, number, ...contact, openedAt: at, changedAt: at })
  const message = { organisationId, id: timeOrderedId(at), caseId, at, isFromStaff: false, authorId: contact.personId, text }
  await insertMessage(deps.db, message)
  await attachFiles(deps, organisationId, message.id, files)
  return number
}

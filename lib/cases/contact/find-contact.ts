import type { Deps } from '@/lib/core/db'
import type { Contact, ContactFile, ContactMessage, ContactState, InboxFilter } from './schema'
import { findContact as find, findFile, holdContact as hold, listInbox as inbox, listMessages, listOfPerson, setState } from './store'

/** Whether staff whose right reaches these groups may know of a case; the whole organisation's may know of all. */
const isReached = ({ groupId }: Contact, groupIds: readonly string[] | null) => groupIds === null || (groupId !== null && groupIds.includes(groupId))

/** A case for staff whose right reaches these groups. */
export async function findContact(deps: Deps, organisationId: string, number: number, groupIds: readonly string[] | null): Promise<Contact | null> {
  const found = await find(deps.db, organisationId, number)
  return found && isReached(found, groupIds) ? found : null
}

/** The same, held until the transaction ends. */
export async function holdContact(deps: Deps, organisationId: string, number: number, groupIds: readonly string[] | null): Promise<Contact | null> {
  const found = await hold(deps.db, organisationId, number)
  return found && isReached(found, groupIds) ? found : null
}

/** A case of the person's own; `isHeld`: until the transaction ends. */
export async function findOwnContact(deps: Deps, organisationId: string, personId: string, number: number, isHeld = false): Promise<Contact | null> {
  const found = await (isHeld ? hold : find)(deps.db, organisationId, number)
  return found?.personId === personId ? found : null
}

/** As many as the person's own list shows. */
const ownShown = 200

export const listOwnContacts = (deps: Deps, organisationId: string, personId: string): Promise<Contact[]> =>
  listOfPerson(deps.db, organisationId, personId, ownShown)

export const messagesOf = (deps: Deps, organisationId: string, { caseId }: Pick<Contact, 'caseId'>): Promise<ContactMessage[]> =>
  listMessages(deps.db, organisationId, caseId)

/** A file of a case that whoever asks may see. */
export const findContactFile = (deps: Deps, organisationId: string, { caseId }: Contact, id: string): Promise<ContactFile | null> =>
  findFile(deps.db, organisationId, caseId, id)

/** One page of the inbox and the number from which the next one goes on. */
export async function listInbox(deps: Deps, organisationId: string, filter: InboxFilter, count: number): Promise<{ contacts: Contact[]; next: number | null }> {
  const found = await inbox(deps.db, organisationId, filter, count + 1)
  const contacts = found.slice(0, count)
  return { contacts, next: found.length > count ? (contacts.at(-1)?.number ?? null) : null }
}

/** For a case that the transaction holds. */
export const setContactState = (deps: Deps, organisationId: string, { caseId }: Contact, state: ContactState): Promise<void> =>
  setState(deps.db, organisationId, caseId, state, deps.now())

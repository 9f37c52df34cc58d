import type { Deps } from '@/lib/core/db'
import type { Person } from './rules'
import { findByContact } from './store'

/** Everybody whose validated number or address it is: a number may be a family's. */
export function findPeopleByContact(deps: Deps, organisationId: string, contact: { email: string | null; mobile: string | null }): Promise<Person[]> {
  return contact.email || contact.mobile ? findByContact(deps.db, organisationId, contact) : Promise.resolve([])
}

import type { Deps } from '@/lib/core/db'
import type { Person } from './rules'
import { lockPerson, setStatus } from './store'

/** The person as they are now; nobody else changes them until the transaction ends. */
export const holdPerson = (deps: Deps, organisationId: string, id: string): Promise<Person | null> => lockPerson(deps.db, organisationId, id)

/** Nobody signs in as this person, recovers or keeps a session, until the account is thawed. */
export const freezePerson = (deps: Deps, organisationId: string, id: string) => setStatus(deps.db, organisationId, id, 'frozen', deps.now())

export const thawPerson = (deps: Deps, organisationId: string, id: string) => setStatus(deps.db, organisationId, id, 'active', deps.now())

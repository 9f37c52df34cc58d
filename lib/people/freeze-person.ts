import type { Deps } from '@/lib/core/db'
import { setStatus } from './store'

/** Nobody signs in as this person, recovers or keeps a session, until the account is thawed. */
export const freezePerson = (deps: Deps, organisationId: string, id: string) => setStatus(deps.db, organisationId, id, 'frozen', deps.now())

export const thawPerson = (deps: Deps, organisationId: string, id: string) => setStatus(deps.db, organisationId, id, 'active', deps.now())

/** Nobody signs in as this person, and the person is answered as a stranger is. */
export const disablePerson = (deps: Deps, organisationId: string, id: string) => setStatus(deps.db, organisationId, id, 'disabled', deps.now())

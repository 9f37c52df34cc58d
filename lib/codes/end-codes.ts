import type { Deps } from '@/lib/core/db'
import { endOfPerson } from './store'

/** Every outstanding code of the person is worthless; returns how many were. */
export const endCodes = (deps: Deps, organisationId: string, personId: string) => endOfPerson(deps.db, organisationId, personId, deps.now())

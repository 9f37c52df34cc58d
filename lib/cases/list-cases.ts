import type { Deps } from '@/lib/core/db'
import { listOfPerson } from './store'

/** A person's cases, newest first. */
export const listCases = (deps: Deps, organisationId: string, personId: string) => listOfPerson(deps.db, organisationId, personId)

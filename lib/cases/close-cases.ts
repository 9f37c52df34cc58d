import type { Deps } from '@/lib/core/db'
import type { CaseKind } from './schema'
import { closeOfPerson } from './store'

/** The person's open cases of a kind are done; returns how many. */
export const closeCases = (deps: Deps, organisationId: string, personId: string, kind: CaseKind): Promise<number> =>
  closeOfPerson(deps.db, organisationId, personId, kind, deps.now())

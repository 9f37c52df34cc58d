import type { Deps } from '@/lib/core/db'
import { type Held, listHeld as list } from './store'

/** What the portal holds of a person beside what the areas show them: for the own data alone. No secret, nobody else's name. */
export const listHeld = (deps: Deps, organisationId: string, personId: string): Promise<Held> => list(deps.db, organisationId, personId)

import type { Deps } from '@/lib/core/db'
import { markRemoved } from './store'

/** From now on the token opens nothing. Returns its name, or null when there was none. */
export const endToken = (deps: Deps, organisationId: string, id: string) => markRemoved(deps.db, organisationId, id, deps.now())

import type { Deps } from '@/lib/core/db'
import { markClientRemoved } from '../store'

/** The system signs nobody in from now on. Returns its name, or null when there was none. */
export const endClient = (deps: Deps, organisationId: string, id: string) => markClientRemoved(deps.db, organisationId, id, deps.now())

import type { Deps } from '@/lib/core/db'
import { endFirstPasswords as end } from './store'

/** What was sent to the person to choose a password with is worthless. */
export const endFirstPasswords = (deps: Deps, organisationId: string, personId: string) => end(deps.db, organisationId, personId, deps.now())

import type { Deps } from '@/lib/core/db'
import { countAccounts as count } from './store'

/** How many people have a password, are locked out now, or hold a first-time password that still works. */
export const countAccounts = (deps: Deps, organisationId: string) => count(deps.db, organisationId, deps.now())

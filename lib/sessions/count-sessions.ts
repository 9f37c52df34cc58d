import type { Deps } from '@/lib/core/db'
import { countLive } from './store'

/** How many sign-ins have not ended; some of them may have idled out. */
export const countSessions = (deps: Deps, organisationId: string) => countLive(deps.db, organisationId, deps.now())

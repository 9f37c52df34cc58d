import type { Deps } from '@/lib/core/db'
import { setDate } from './store'

type Dated = Parameters<typeof setDate>[3]

/** Sets the time of the draft that was seen, or takes it away; false when it is another draft by now. */
export const setDraftDate = (deps: Deps, organisationId: string, revision: number, dated: Dated) => setDate(deps.db, organisationId, revision, dated)

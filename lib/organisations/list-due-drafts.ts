import type { Deps } from '@/lib/core/db'
import { listDue } from './store'

/** Drafts whose time has come, of all organisations. */
export const listDueDrafts = (deps: Deps) => listDue(deps.db, deps.now())

import type { Deps } from '@/lib/core/db'
import { removeOldSessions as remove } from './store'

export const removeOldSessions = (deps: Deps, before: Date) => remove(deps.db, before)

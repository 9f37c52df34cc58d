import type { Deps } from '@/lib/core/db'
import { removeObjections } from './store'

export const removeOldObjections = (deps: Deps, expiredBefore: Date) => removeObjections(deps.db, expiredBefore)

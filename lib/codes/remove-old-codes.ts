import type { Deps } from '@/lib/core/db'
import { removeOldCodes as remove } from './store'

export const removeOldCodes = (deps: Deps, before: Date) => remove(deps.db, before)

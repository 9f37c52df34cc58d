import type { Deps } from '@/lib/core/db'
import { removeOldJourneys as remove } from './store'

export const removeOldJourneys = (deps: Deps, before: Date) => remove(deps.db, before)

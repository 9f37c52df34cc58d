import type { Deps } from '@/lib/core/db'
import { removeEndedCounters as remove } from './store'

export const removeEndedCounters = (deps: Deps) => remove(deps.db, deps.now())

import type { Deps } from '@/lib/core/db'
import { removeFailuresOfStrangers } from './store'

/** Forgets wrong passwords for names that nobody has, locked ones excepted: else whoever types at random fills the disk. */
export const removeStrangersFailures = (deps: Deps, begunBefore: Date) => removeFailuresOfStrangers(deps.db, begunBefore, deps.now())

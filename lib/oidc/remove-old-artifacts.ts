import type { Deps } from '@/lib/core/db'
import { removeOldArtifacts as remove } from './store'

/** Codes, tokens and grants that have run out. */
export const removeOldArtifacts = (deps: Deps) => remove(deps.db, deps.now())

import type { Deps } from '@/lib/core/db'
import { listTokens as list } from './store'

/** The organisation's tokens, those that have run out among them, the newest first. */
export const listTokens = (deps: Deps, organisationId: string) => list(deps.db, organisationId)

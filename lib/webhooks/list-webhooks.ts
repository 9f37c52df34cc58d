import type { Deps } from '@/lib/core/db'
import { findWebhooks } from './store'

/** The organisation's receivers with how they fare, the oldest first. */
export const listWebhooks = (deps: Deps, organisationId: string) => findWebhooks(deps.db, organisationId)

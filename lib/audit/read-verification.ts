import type { Deps } from '@/lib/core/db'
import { latestVerification } from './store'

/** The latest walk along an organisation's chain that somebody asked for on the page, with its end or how far it has come. */
export const readVerification = (deps: Deps, organisationId: string) => latestVerification(deps.db, organisationId)

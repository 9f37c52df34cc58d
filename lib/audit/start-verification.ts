import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { isRunning } from './rules'
import { insertVerification, latestVerification, lockVerification } from './store'

/** Leaves the walk along the chain to the worker; a second wish while one walks is the same. Returns whether a walk was begun. */
export function startVerification(deps: Deps, organisationId: string, askedBy: string): Promise<boolean> {
  return inTransaction(deps, async (deps) => {
    await lockVerification(deps.db, organisationId)
    const latest = await latestVerification(deps.db, organisationId)
    if (latest && isRunning(latest, deps.now())) return false
    const id = timeOrderedId(deps.now())
    await insertVerification(deps.db, organisationId, { id, askedBy, askedAt: deps.now() })
    await enqueueJob(deps, 'verify-audit', { organisationId, id })
    return true
  })
}

import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { requestDays } from './rules'
import { closeRequest, findOpenRequest, insertRequest, listOpenRequests, type OpenRequest } from './store'

type Wish = { organisationId: string; personId: string; role: string; groupIds: string[] | null; reason: string; askedBy: string }

/** Leaves a request for the second administrator; null when one for the same role of the same person waits already. */
export async function openRequest(deps: Deps, { groupIds, ...wish }: Wish): Promise<{ id: string; expiresAt: Date } | null> {
  const askedAt = deps.now()
  const request = { id: timeOrderedId(askedAt), askedAt, expiresAt: new Date(askedAt.getTime() + requestDays * 24 * 60 * 60_000) }
  const isNew = await insertRequest(deps.db, { ...wish, ...request, isBounded: groupIds !== null, groupIds: groupIds ?? [] })
  return isNew ? request : null
}

export const findRequest = (deps: Deps, organisationId: string, id: string): Promise<OpenRequest | null> =>
  findOpenRequest(deps.db, organisationId, id, deps.now())

/** Those that wait, oldest first. */
export const listRequests = (deps: Deps, organisationId: string): Promise<OpenRequest[]> => listOpenRequests(deps.db, organisationId, deps.now())

/** False when it was decided meanwhile. */
export const endRequest = (deps: Deps, organisationId: string, id: string, state: 'approved' | 'declined', decidedBy: string): Promise<boolean> =>
  closeRequest(deps.db, organisationId, id, { state, decidedBy, now: deps.now() })

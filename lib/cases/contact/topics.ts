import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import type { Topic } from './schema'
import { deleteTopic, insertTopic, listTopics as list } from './store'

/** What people may write about; none: the portal's own three. */
export const listTopics = (deps: Deps, organisationId: string): Promise<Topic[]> => list(deps.db, organisationId)

export const addTopic = (deps: Deps, organisationId: string, topic: Omit<Topic, 'id'>): Promise<void> =>
  insertTopic(deps.db, organisationId, { id: timeOrderedId(deps.now()), ...topic })

export const removeTopic = (deps: Deps, organisationId: string, id: string): Promise<boolean> => deleteTopic(deps.db, organisationId, id)

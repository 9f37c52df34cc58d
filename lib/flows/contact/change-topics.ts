import { recordEvent } from '@/lib/audit/record-event'
import type { Topic } from '@/lib/cases/contact/schema'
import * as topics from '@/lib/cases/contact/topics'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { findGroup } from '@/lib/groups/find-group'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'

type Who = { actorId: string; client: Client }

/** One more thing to write about, and the group that answers it. */
export async function addTopic(
  deps: Deps,
  { id: organisationId }: Organisation,
  { actorId, client }: Who,
  topic: Omit<Topic, 'id'>,
): Promise<Result<null, 'contact.topic.missing' | 'contact.gone'>> {
  const [label] = Object.values(topic.labels)
  if (!label) return failure('contact.topic.missing')
  if (topic.groupId && !(await findGroup(deps, organisationId, topic.groupId))) return failure('contact.gone')
  return inTransaction(deps, async (deps) => {
    await topics.addTopic(deps, organisationId, topic)
    const event = { organisationId, act: 'contact.topic-added', outcome: 'success' as const, actorId, subjectId: null, details: { topic: label } }
    await recordEvent(deps, { ...event, personal: whereFrom(client) })
    return success(null)
  })
}

/** Nobody can choose it any more; what was written under it stays. */
export function removeTopic(
  deps: Deps,
  { id: organisationId }: Organisation,
  { actorId, client }: Who,
  topicId: string,
): Promise<Result<null, 'contact.gone'>> {
  return inTransaction(deps, async (deps) => {
    if (!(await topics.removeTopic(deps, organisationId, topicId))) return failure('contact.gone')
    const event = { organisationId, act: 'contact.topic-removed', outcome: 'success' as const, actorId, subjectId: null, details: { topicId } }
    await recordEvent(deps, { ...event, personal: whereFrom(client) })
    return success(null)
  })
}

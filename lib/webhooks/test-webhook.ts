import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { callWebhook } from './call-webhook'
import { findWebhook } from './store'

/** Sends a message that says it is a test, beside the others, and tells what came back; null when the receiver is gone. */
export async function testWebhook(deps: Deps, organisationId: string, id: string, organisation: string) {
  const receiver = await findWebhook(deps.db, organisationId, id)
  if (!receiver) return null
  const message = { id: timeOrderedId(deps.now()), type: 'webhooks.test', at: deps.now(), data: { organisation } }
  return { url: receiver.url, ...(await callWebhook(deps, id, receiver, message)) }
}

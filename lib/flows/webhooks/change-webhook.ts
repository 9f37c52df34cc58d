import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { endWebhook, registerWebhook, renewWebhookSecret, resumeWebhook } from '@/lib/webhooks/register-webhook'
import type { NewWebhook } from '@/lib/webhooks/schema'
import { testWebhook as send } from '@/lib/webhooks/test-webhook'
import { type Client, whereFrom } from '../client'

type Of = Pick<Organisation, 'id' | 'slug'>
type Actor = { actorId: string; client: Client; reason: string }
type Failure = 'desk.noReason' | 'webhooks.none'

const recordOf = ({ id: organisationId }: Of, { actorId, client, reason }: Actor, act: string, details: Record<string, string | string[] | null>) =>
  ({
    organisationId,
    act,
    outcome: 'success',
    actorId,
    subjectId: null,
    details,
    personal: { ...whereFrom(client), reason: reason.trim().slice(0, 500) },
  }) as const

/** A receiver of what the audit records from now on; its secret is in the answer and nowhere else. */
export async function makeWebhook(deps: Deps, organisation: Of, actor: Actor, wish: NewWebhook): Promise<Result<{ secret: string }, Failure>> {
  if (actor.reason.trim() === '') return failure('desk.noReason')
  return inTransaction(deps, async (deps) => {
    const made = await registerWebhook(deps, organisation.id, wish, actor.actorId)
    await recordEvent(deps, recordOf(organisation, actor, 'webhooks.made', { webhook: wish.url, webhookId: made.id, acts: wish.acts }))
    return success(made)
  })
}

/** A new secret, which is in the answer and nowhere else; the former one signs beside it for a day. */
export const changeWebhookSecret = (deps: Deps, organisation: Of, actor: Actor, id: string) =>
  change(deps, organisation, actor, { act: 'webhooks.secret-changed', id }, (deps) => renewWebhookSecret(deps, organisation.id, id))

/** Nothing more is sent there, and what waited is not sent either. */
export const removeWebhook = (deps: Deps, organisation: Of, actor: Actor, id: string) =>
  change(deps, organisation, actor, { act: 'webhooks.removed', id }, (deps) => named(endWebhook(deps, organisation.id, id)))

/** One that failed or was stopped is tried again at once, from where it was. */
export const retryWebhook = (deps: Deps, organisation: Of, actor: Actor, id: string) =>
  change(deps, organisation, actor, { act: 'webhooks.retried', id }, (deps) => named(resumeWebhook(deps, organisation.id, id)))

const named = async (found: Promise<string | null>) => {
  const url = await found
  return url === null ? null : { url, secret: null }
}

async function change(
  deps: Deps,
  organisation: Of,
  actor: Actor,
  { act, id }: { act: 'webhooks.secret-changed' | 'webhooks.removed' | 'webhooks.retried'; id: string },
  work: (deps: Deps) => Promise<{ url: string; secret: string | null } | null>,
): Promise<Result<string | null, Failure>> {
  if (actor.reason.trim() === '') return failure('desk.noReason')
  return inTransaction(deps, async (deps) => {
    const changed = await work(deps)
    if (!changed) return failure('webhooks.none')
    await recordEvent(deps, recordOf(organisation, actor, act, { webhook: changed.url, webhookId: id }))
    return success(changed.secret)
  })
}

/** Sends a message that says it is a test, and tells what came back: a status, or why there was none. */
export async function testWebhook(deps: Deps, organisation: Of, actor: Actor, id: string): Promise<Result<string, Failure>> {
  if (actor.reason.trim() === '') return failure('desk.noReason')
  const sent = await send(deps, organisation.id, id, organisation.slug)
  if (!sent) return failure('webhooks.none')
  await recordEvent(deps, recordOf(organisation, actor, 'webhooks.tested', { webhook: sent.url, webhookId: id, answer: sent.answer }))
  return success(sent.answer)
}

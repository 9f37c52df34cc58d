import { lastPosition } from '@/lib/audit/events-after'
import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { sealSecret } from './keep-secret'
import { formerSecretMs } from './rules'
import type { NewWebhook } from './schema'
import { newSecret } from './sign-message'
import { deleteWebhook, findWebhook, insertWebhook, updateWebhook, writeWebhookSecret } from './store'

/** A receiver of what the audit records from now on. Its secret is in the answer, and readable nowhere else. */
export async function registerWebhook(deps: Deps, organisationId: string, { url, acts }: NewWebhook, createdBy: string | null) {
  const id = timeOrderedId(deps.now())
  const secret = newSecret()
  const position = await lastPosition(deps, organisationId)
  await insertWebhook(deps.db, organisationId, { id, url, acts, sealedSecret: sealSecret(id, secret), position, createdAt: deps.now(), createdBy })
  return { id, secret }
}

/** A new secret; the former one signs beside it for a day. Null when the receiver is gone. */
export async function renewWebhookSecret(deps: Deps, organisationId: string, id: string): Promise<{ url: string; secret: string } | null> {
  const kept = await findWebhook(deps.db, organisationId, id)
  if (!kept) return null
  const secret = newSecret()
  const formerUntil = new Date(deps.now().getTime() + formerSecretMs)
  const url = await writeWebhookSecret(deps.db, organisationId, id, {
    sealedSecret: sealSecret(id, secret),
    former: Uint8Array.from(kept.sealedSecret),
    formerUntil,
  })
  return url === null ? null : { url, secret }
}

/** Tries one that failed or was stopped again at once; it goes on where it was. Its address, or null when it is gone. */
export const resumeWebhook = (deps: Deps, organisationId: string, id: string) =>
  updateWebhook(deps.db, organisationId, id, { failures: 0, stoppedAt: null, nextAttemptAt: deps.now() })

/** Its address, or null when it was gone already. */
export const endWebhook = (deps: Deps, organisationId: string, id: string) => deleteWebhook(deps.db, organisationId, id)

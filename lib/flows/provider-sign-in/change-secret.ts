import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { keepSecret } from '@/lib/providers/keep-secret'
import type { Of } from '@/lib/providers/schema'
import { type Client, whereFrom } from '../client'

/** Null for both: the operator. */
type Actor = { actorId: string | null; client: Client | null; reason: string }

/** The secret by which the portal proves itself to the provider of these settings, which nobody can read again. */
export async function changeProviderSecret(deps: Deps, of: Of, { actorId, client, reason }: Actor, secret: string): Promise<Result<null, 'desk.noReason'>> {
  const why = reason.trim().slice(0, 500)
  if (!why) return failure('desk.noReason')
  await inTransaction(deps, async (deps) => {
    await keepSecret(deps, of, secret)
    const from = client ? whereFrom(client) : {}
    await recordEvent(deps, { organisationId: of.id, act: 'provider.secret-changed', outcome: 'success', actorId, personal: { ...from, reason: why } })
  })
  return success(null)
}

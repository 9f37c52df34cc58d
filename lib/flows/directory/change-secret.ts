import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { keepSecret } from '@/lib/directory/keep-secret'
import { closeLinks } from '@/lib/directory/link-pool'
import type { Of } from '@/lib/directory/schema'
import { type Client, whereFrom } from '../client'

/** Null for both: the operator. */
type Actor = { actorId: string | null; client: Client | null; reason: string }

/** The password of the portal's own account in the directory, which nobody can read again, for the servers of these settings. */
export async function changeSecret(deps: Deps, of: Of, { actorId, client, reason }: Actor, secret: string): Promise<Result<null, 'desk.noReason'>> {
  if (reason.trim() === '') return failure('desk.noReason')
  const { id: organisationId } = of
  await inTransaction(deps, async (deps) => {
    await keepSecret(deps, of, secret)
    const personal = { ...(client ? whereFrom(client) : {}), reason: reason.trim().slice(0, 500) }
    await recordEvent(deps, { organisationId, act: 'directory.secret-changed', outcome: 'success', actorId, personal })
  })
  closeLinks(organisationId)
  return success(null)
}

import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { endToken } from '@/lib/scim/tokens/end-token'
import { type Client, whereFrom } from '../client'

type Wish = { actorId: string; client: Client; reason: string; tokenId: string }

/** The token opens nothing from the next request on. */
export async function removeToken(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  { actorId, client, reason, tokenId }: Wish,
): Promise<Result<null, 'desk.noReason' | 'provisioning.noToken'>> {
  if (reason.trim() === '') return failure('desk.noReason')
  return inTransaction(deps, async (deps) => {
    const name = await endToken(deps, organisation.id, tokenId)
    if (name === null) return failure('provisioning.noToken')
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: 'provisioning.token-removed',
      outcome: 'success',
      actorId,
      details: { token: name, tokenId },
      personal: { ...whereFrom(client), reason: reason.trim().slice(0, 500) },
    })
    return success(null)
  })
}

import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { issueToken } from '@/lib/scim/tokens/issue-token'
import { type Client, whereFrom } from '../client'

type Wish = { actorId: string; client: Client; reason: string }

/** A token for a system outside. It is in the answer, and nowhere else. */
export async function makeToken(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  { actorId, client, reason, name, months }: Wish & { name: string; months: number },
): Promise<Result<string, 'desk.noReason'>> {
  if (reason.trim() === '') return failure('desk.noReason')
  const expiresAt = new Date(deps.now())
  expiresAt.setUTCMonth(expiresAt.getUTCMonth() + months)
  return inTransaction(deps, async (deps) => {
    const { id, token } = await issueToken(deps, organisation.id, { name, createdBy: actorId, expiresAt })
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: 'provisioning.token-made',
      outcome: 'success',
      actorId,
      details: { token: name, tokenId: id, expiresAt: expiresAt.toISOString() },
      personal: { ...whereFrom(client), reason: reason.trim().slice(0, 500) },
    })
    return success(token)
  })
}

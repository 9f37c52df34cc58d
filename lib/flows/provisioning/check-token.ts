import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { countUse } from '@/lib/limits/count-use'
import { placeOf } from '@/lib/limits/rules'
import type { Organisation } from '@/lib/organisations/schema'
import type { Problem } from '@/lib/scim/schema'
import { findToken, type Token } from '@/lib/scim/tokens/find-token'
import { type Client, whereFrom } from '../client'

/** Fifty a second: twice what Entra ID asks for at most. */
const mostRequests = { max: 3_000, windowSeconds: 60 }
/** Wrong tokens of one place. */
const mostRefusals = { max: 100, windowSeconds: 600 }

const refused: Problem = { status: 401, key: 'scim.badToken' }

/**
 * Who sends a request. A wrong token, one that has ended and another organisation's are told alike; each place has a
 * number of wrong ones, the first and the last of which the audit is told of.
 */
export async function checkToken(
  deps: Deps,
  organisation: Pick<Organisation, 'id'>,
  client: Client,
  authorization: string | null,
): Promise<Result<Token, Problem & { retryAfter?: number }>> {
  const [, sent = ''] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? []
  const token = await findToken(deps, organisation.id, sent)
  const { count, isOver, endsAt } = await countUse(
    deps,
    token
      ? { name: 'provisioning', key: `${organisation.id} ${token.id}`, ...mostRequests }
      : { name: 'provisioning-refused', key: `${organisation.id} ${placeOf(client.address)}`, ...mostRefusals },
  )
  if (!token && (count === 1 || count === mostRefusals.max))
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: 'provisioning.refused',
      outcome: 'failure',
      details: { count },
      personal: whereFrom(client),
    })
  if (isOver)
    return failure({ status: 429, key: 'scim.tooManyRequests', retryAfter: Math.max(1, Math.ceil((endsAt.getTime() - deps.now().getTime()) / 1_000)) })
  return token ? success(token) : failure(refused)
}

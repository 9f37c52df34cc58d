import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { countUse, type Limit } from '@/lib/limits/count-use'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from './client'

/** Counts one more from this place, and tells whether it was too many. The audit is told of the last that passes, once a window: a flood must not fill it. */
export async function countHere(deps: Deps, organisation: Pick<Organisation, 'id'>, client: Client, limit: Limit): Promise<boolean> {
  const { isOver, count } = await countUse(deps, limit)
  if (count === limit.max) {
    const { name: what, max } = limit
    await recordEvent(deps, { organisationId: organisation.id, act: 'limit.reached', outcome: 'failure', details: { what, max }, personal: whereFrom(client) })
  }
  return isOver
}

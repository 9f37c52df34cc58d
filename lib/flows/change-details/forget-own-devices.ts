import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { isUuid } from '@/lib/core/is-uuid'
import type { Organisation } from '@/lib/organisations/schema'
import { forgetDevices } from '@/lib/sessions/remembered-devices'
import { type Client, whereFrom } from '../client'

/** In one of the person's browsers, or in all of them, a code is asked for again; returns how many. */
export async function forgetOwnDevices(deps: Deps, organisation: Organisation, client: Client, personId: string, which: string): Promise<number> {
  if (which !== 'all' && !isUuid(which)) return 0
  return inTransaction(deps, async (deps) => {
    const count = await forgetDevices(deps, organisation.id, personId, which === 'all' ? undefined : which)
    const event = { organisationId: organisation.id, act: 'device.forgotten', outcome: 'success', actorId: personId } as const
    if (count > 0) await recordEvent(deps, { ...event, details: { count }, personal: whereFrom(client) })
    return count
  })
}

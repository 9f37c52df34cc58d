import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { makeKey } from './make-key'

/** No key can be opened: AUTH_SECRET is another now. A new one signs at once, and the operator and the administrators are told. */
export async function renewKeys(deps: Deps, organisationId: string, lost: string[]): Promise<void> {
  await makeKey(deps, organisationId, {
    signsFrom: deps.now(),
    insteadOf: lost,
    async along(deps) {
      await recordEvent(deps, { organisationId, act: 'clients.keys-renewed', outcome: 'success', actorId: null, details: { count: lost.length } })
      log().error(
        { organisationId },
        'AUTH_SECRET was changed: the OpenID keys were made anew, and every system that signs in through the portal needs a new secret',
      )
    },
  })
}

import type { Deps } from '@/lib/core/db'
import { environment } from '@/lib/core/env'
import { findShown, moveMessage } from './store'

/** Gives up a message that waits; false where it is out, on its way, or ended. */
export async function stopMessage(deps: Deps, place: { organisationId: string; messageId: string }): Promise<boolean> {
  const message = await findShown(deps.db, place)
  const at = deps.now()
  const emptied = message?.holdsSecret && !environment().PORTEN_DEMO ? { sealedContent: null } : {}
  return moveMessage(deps.db, place, {
    from: ['queued'],
    to: 'given-up',
    at,
    answer: 'stopped by staff',
    fields: { failedAt: at, failure: 'stopped', ...emptied },
  })
}

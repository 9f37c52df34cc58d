import type { Deps } from '@/lib/core/db'
import { moveMessage } from './store'

/**
 * Takes a code back that waits for a gateway and has been replaced by a newer one: when the gateway is back, people get
 * the one that works and not a row of dead ones. What is being handed over, or is out, goes its way.
 */
export async function withdrawMessage(deps: Deps, organisationId: string, messageId: string): Promise<void> {
  const at = deps.now()
  const fields = { failedAt: at, failure: 'stale', sealedContent: null } as const
  await moveMessage(deps.db, { organisationId, messageId }, { from: ['queued'], to: 'given-up', at, answer: '', fields })
}

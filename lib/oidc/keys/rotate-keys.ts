import type { Deps } from '@/lib/core/db'
import { areLostEnded, isKeyDue, publishedBefore, sortKeys } from '../rules'
import { deleteKeys, organisationsWithKeys } from '../store'
import { makeKey } from './make-key'
import { openKeys } from './open-keys'
import { renewKeys } from './renew-keys'

/**
 * Makes the next key of each organisation whose newest is old enough, and forgets those that nobody asks for any more. Run
 * by the clock.
 */
export async function rotateKeys(deps: Deps): Promise<void> {
  const now = deps.now()
  for (const organisationId of await organisationsWithKeys(deps.db)) {
    const { readable, lost } = await openKeys(deps, organisationId)
    const { ended } = sortKeys(readable, now)
    const over = [...ended.map(({ id }) => id), ...(areLostEnded(readable, now) ? lost : [])]
    if (over.length > 0) await deleteKeys(deps.db, organisationId, over)
    if (readable.length === 0) await renewKeys(deps, organisationId, lost)
    else if (isKeyDue(readable, now)) await makeKey(deps, organisationId, { signsFrom: new Date(now.getTime() + publishedBefore) })
  }
}

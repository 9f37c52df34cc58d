import type { Deps } from '@/lib/core/db'
import { isKeyDue, publishedBefore, sortKeys } from '../rules'
import { deleteKeys, listKeys, organisationsWithKeys } from '../store'
import { makeKey } from './make-key'

/** Makes the next key of each organisation whose newest is old enough, and forgets those that nobody asks for any more. Run by the clock. */
export async function rotateKeys(deps: Deps): Promise<void> {
  for (const organisationId of await organisationsWithKeys(deps.db)) {
    const keys = await listKeys(deps.db, organisationId)
    const { ended } = sortKeys(keys, deps.now())
    if (ended.length > 0)
      await deleteKeys(
        deps.db,
        organisationId,
        ended.map(({ id }) => id),
      )
    if (isKeyDue(keys, deps.now())) await makeKey(deps, organisationId, { signsFrom: new Date(deps.now().getTime() + publishedBefore) })
  }
}

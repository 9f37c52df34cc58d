import type { Deps } from '@/lib/core/db'
import { isSame } from '@/lib/core/seal'
import { findShipment, lastLink, linkAt, lockShipment, saveShipment } from './store'

const hours = 60 * 60_000
/** A little under a day: the clock that asks daily is not exact to the millisecond. */
const atLeast = 23 * hours
const destination = 'mailto:'

/**
 * The head that is due to be mailed, remembered as mailed in the transaction of `deps`; null when it was within a day, or
 * there is none. `isFormerHeld`: whether the chain still has the link that was mailed before.
 */
export async function readHead({ db, now }: Deps, organisationId: string) {
  if (!(await lockShipment(db, organisationId, destination))) return null
  const former = await findShipment(db, organisationId, destination)
  const last = await lastLink(db, organisationId)
  if (!last || (former && now().getTime() - former.headSentAt.getTime() < atLeast)) return null
  const isFormerHeld = !former || isSame((await linkAt(db, organisationId, former.position))?.hash ?? Buffer.of(), former.hash)
  await saveShipment(db, { organisationId, destination, position: last.position, hash: Buffer.from(last.hash), headSentAt: now() })
  return { ...last, isFormerHeld }
}

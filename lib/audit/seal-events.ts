import { type Deps, inTransaction } from '@/lib/core/db'
import { auditKeys } from './audit-keys'
import { linkHash, linkVersion } from './link-hash'
import { insertLinks, lastLink, lockChain, organisationsWithUnsealed, removeUnsealed, unsealedEvents } from './store'

const batch = 1_000

/** Chains every event that has no link yet, organisation by organisation. Run by the clock and before verifying. */
export async function sealEvents(deps: Deps): Promise<number> {
  let sealed = 0
  for (const { organisationId } of await organisationsWithUnsealed(deps.db)) sealed += await sealChain(deps, organisationId)
  return sealed
}

/** The same for one organisation. */
export async function sealChain(deps: Deps, organisationId: string): Promise<number> {
  let sealed = 0
  for (let found = batch; found === batch; sealed += found) found = await sealBatch(deps, organisationId)
  return sealed
}

function sealBatch(deps: Deps, organisationId: string): Promise<number> {
  const { present } = auditKeys()
  return inTransaction(deps, async ({ db, now }) => {
    await lockChain(db, organisationId)
    const last = await lastLink(db, organisationId)
    let [position, hash] = [last?.position ?? 0n, Buffer.from(last?.hash ?? [])]
    const events = await unsealedEvents(db, organisationId, batch)
    // A server of an earlier version seals too, and knows nothing of the list.
    const links = events
      .filter(({ isLinked }) => !isLinked)
      .map((event) => {
        position += 1n
        hash = linkHash(linkVersion, present.key, hash, position, event)
        return { organisationId, position, eventId: event.id, hash, version: linkVersion, keyId: present.id, sealedAt: now() }
      })
    if (links.length > 0) await insertLinks(db, links)
    if (events.length > 0)
      await removeUnsealed(
        db,
        organisationId,
        events.map(({ id }) => id),
      )
    return events.length
  })
}

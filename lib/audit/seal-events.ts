import { type Deps, inTransaction } from '@/lib/core/db'
import { linkHash, linkVersion } from './link-hash'
import { insertLinks, lastLink, lockChain, organisationsWithEvents, unsealedEvents } from './store'

const batch = 1_000

/** Chains every event that has no link yet, organisation by organisation. Run by the clock and before verifying. */
export async function sealEvents(deps: Deps): Promise<number> {
  let sealed = 0
  for (const { organisationId } of await organisationsWithEvents(deps.db)) {
    for (let found = batch; found === batch; sealed += found) found = await sealBatch(deps, organisationId)
  }
  return sealed
}

function sealBatch(deps: Deps, organisationId: string): Promise<number> {
  return inTransaction(deps, async ({ db, now }) => {
    await lockChain(db, organisationId)
    const last = await lastLink(db, organisationId)
    let [position, hash] = [last?.position ?? 0n, Buffer.from(last?.hash ?? [])]
    const events = await unsealedEvents(db, organisationId, batch)
    const links = events.map((event) => {
      position += 1n
      hash = linkHash(linkVersion, hash, position, event)
      return { organisationId, position, eventId: event.id, hash, version: linkVersion, sealedAt: now() }
    })
    if (links.length > 0) await insertLinks(db, links)
    return links.length
  })
}

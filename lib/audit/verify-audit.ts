import type { Deps } from '@/lib/core/db'
import { isSame } from '@/lib/core/seal'
import { personalDigest } from './record-event'
import { linkHash, sealEvents } from './seal-events'
import { linkedEvents, organisationsWithEvents } from './store'

export type AuditVerdict = { organisationId: string; events: number; head: string | null; brokenAt: string | null }

/** Walks each organisation's chain from its first link. `brokenAt` is the position of the first link that does not hold. */
export async function verifyAudit(deps: Deps): Promise<AuditVerdict[]> {
  await sealEvents(deps)
  const organisations = await organisationsWithEvents(deps.db)
  return Promise.all(organisations.map(({ organisationId }) => verifyChain(deps, organisationId)))
}

async function verifyChain(deps: Deps, organisationId: string): Promise<AuditVerdict> {
  let hash = Buffer.alloc(0)
  let position = 0n
  for (;;) {
    const links = await linkedEvents(deps.db, organisationId, position, 1_000)
    for (const link of links) {
      position += 1n
      const holds =
        link.position === position &&
        link.id === link.eventId &&
        (link.personal === null || isSame(link.personalDigest, personalDigest(link.personal, link.personalSalt))) &&
        isSame(link.hash, linkHash(hash, position, link))
      if (!holds) return { organisationId, events: Number(position), head: null, brokenAt: String(position) }
      hash = Buffer.from(link.hash)
    }
    if (links.length < 1_000) return { organisationId, events: Number(position), head: hash.toString('hex'), brokenAt: null }
  }
}

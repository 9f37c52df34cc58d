import type { Deps } from '@/lib/core/db'
import { isSame } from '@/lib/core/seal'
import { linkHash, linkVersion } from './link-hash'
import { personalDigest } from './record-event'
import type { KnownHead } from './schema'
import { sealEvents } from './seal-events'
import { linkedEvents, organisationsWithEvents } from './store'

export type AuditVerdict = {
  organisationId: string
  events: number
  /** how many links, from the first on, are of before there was a key */
  keyless: number
  head: string | null
  brokenAt: string | null
}

/**
 * Walks each organisation's chain from its first link. `brokenAt` is the position of the first link that does not hold,
 * or that is not what `known` heads, noted outside, say it was: a chain that was cut or written anew shows by them alone.
 */
export async function verifyAudit(deps: Deps, known: KnownHead[] = []): Promise<AuditVerdict[]> {
  await sealEvents(deps)
  const found = await organisationsWithEvents(deps.db)
  const ids = new Set([...found, ...known].map(({ organisationId }) => organisationId))
  return Promise.all(
    [...ids].map((id) => verifyChain(deps, id, new Map(known.filter((head) => head.organisationId === id).map(({ position, hash }) => [position, hash])))),
  )
}

async function verifyChain(deps: Deps, organisationId: string, known: Map<bigint, string>): Promise<AuditVerdict> {
  let [hash, position, keyless, version] = [Buffer.alloc(0), 0n, 0, 1]
  const verdict = (brokenAt: bigint | null): AuditVerdict => ({
    organisationId,
    events: Number(position),
    keyless,
    head: brokenAt === null ? hash.toString('hex') : null,
    brokenAt: brokenAt === null ? null : String(brokenAt),
  })
  for (;;) {
    const links = await linkedEvents(deps.db, organisationId, position, 1_000)
    for (const link of links) {
      position += 1n
      const holds =
        link.position === position &&
        link.id === link.eventId &&
        link.version >= version && // what was sealed with the key once is never sealed without it again
        (link.personal === null || isSame(link.personalDigest, personalDigest(link.personal, link.personalSalt))) &&
        isSame(link.hash, linkHash(link.version, hash, position, link))
      hash = Buffer.from(link.hash)
      if (!holds || (known.get(position) ?? hash.toString('hex')) !== hash.toString('hex')) return verdict(position)
      version = link.version
      if (version !== linkVersion) keyless++
    }
    if (links.length < 1_000) return verdict([...known.keys()].some((at) => at > position) ? position + 1n : null)
  }
}

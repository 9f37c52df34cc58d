import type { Deps } from '@/lib/core/db'
import { isSame } from '@/lib/core/seal'
import { type AuditKey, auditKeys } from './audit-keys'
import { linkHash, linkVersion } from './link-hash'
import { personalDigest } from './record-event'
import { sealChain } from './seal-events'
import { findForgotten, linkedEvents } from './store'

export type AuditVerdict = {
  organisationId: string
  events: number
  /** how many links, from the first on, are of before there was a key */
  keyless: number
  head: string | null
  /** the first link that does not hold */
  brokenAt: string | null
  /** the key of that link, where nobody named it: then nothing can be said of the link, nor of those behind it */
  unknownKey: string | null
}

const batch = 1_000
type Link = Awaited<ReturnType<typeof linkedEvents>>[number]

/**
 * Walks one organisation's chain from its first link, after sealing what is not sealed yet. A link that does not hold is
 * told of, and one that is not what `known` heads, noted outside, say it was. `walked` hears how far it has come.
 */
export async function verifyChain(
  deps: Deps,
  organisationId: string,
  known: Map<bigint, string> = new Map(),
  walked: (position: bigint) => Promise<void> = async () => {},
): Promise<AuditVerdict> {
  await findForgotten(deps.db, organisationId)
  await sealChain(deps, organisationId)
  const ring = keyRing()
  let [hash, position, keyless, version] = [Buffer.alloc(0), 0n, 0, 1]
  const verdict = (brokenAt: bigint | null, unknownKey: string | null = null): AuditVerdict => ({
    organisationId,
    events: Number(position),
    keyless,
    head: brokenAt === null ? hash.toString('hex') : null,
    brokenAt: brokenAt === null ? null : String(brokenAt),
    unknownKey,
  })
  for (;;) {
    const links = await linkedEvents(deps.db, organisationId, position, batch)
    for (const link of links) {
      position += 1n
      if (link.version === linkVersion && !ring.knows(link)) return verdict(position, link.keyId)
      const isWhole =
        link.position === position &&
        link.id === link.eventId &&
        link.version >= version && // what was sealed with the key once is never sealed without it again
        (link.personal === null || isSame(link.personalDigest, personalDigest(link.personal, link.personalSalt)))
      const holds = isWhole && ring.fits(link, hash)
      hash = Buffer.from(link.hash)
      if (!holds || (known.get(position) ?? hash.toString('hex')) !== hash.toString('hex')) return verdict(position)
      version = link.version
      if (version !== linkVersion) keyless++
    }
    await walked(position)
    if (links.length < batch) return verdict([...known.keys()].some((at) => at > position) ? position + 1n : null)
  }
}

/** The keys that links may have: once another has followed, one never comes back, so that one that leaked later seals nothing anew. */
function keyRing() {
  const { all } = auditKeys()
  let left: AuditKey[] = all
  let present: AuditKey | null = null
  return {
    knows: ({ keyId }: Link) => keyId === null || all.some(({ id }) => id === keyId),
    fits(link: Link, former: Buffer): boolean {
      const fitting = (key: AuditKey | null) => isSame(link.hash, linkHash(link.version, key?.key ?? null, former, link.position, link))
      if (link.version !== linkVersion) return fitting(null)
      const found = left.filter(({ id }) => link.keyId === null || id === link.keyId).find(fitting)
      if (!found) return false
      if (present && present !== found) left = left.filter((key) => key !== present)
      present = found
      return true
    },
  }
}

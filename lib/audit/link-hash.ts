import { createHash } from 'node:crypto'
import { hmacUnder } from '@/lib/core/seal'
import { canonical } from './rules'
import type { ChainedEvent } from './store'

/** How a link is made: 1 was SHA-256, which who owns the database can make too; 2 is an HMAC under a key. */
export const linkVersion = 2

/** Digest over the former link, the position and the event without what may be emptied. */
export function linkHash(version: number, key: Uint8Array | null, former: Uint8Array, position: bigint, event: ChainedEvent): Buffer<ArrayBuffer> {
  const { personal: _personal, personalSalt: _salt, personalDigest, id, organisationId, at, act, outcome, actorId, subjectId, details } = event
  const text = canonical({
    position: String(position),
    id,
    organisationId,
    at: at.toISOString(),
    act,
    outcome,
    actorId,
    subjectId,
    details,
    personalDigest: Buffer.from(personalDigest).toString('hex'),
  })
  if (version === linkVersion && key) return hmacUnder(key, Buffer.from(former).toString('hex'), text)
  return Buffer.from(createHash('sha256').update(former).update(text).digest())
}

import { createHash, randomBytes } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { canonical } from './rules'
import type { AuditEvent } from './schema'
import { insertEvent } from './store'

/**
 * Writes an audit row in the transaction of `deps`. Personal data is kept beside a salted digest: it may be emptied
 * later without breaking the chain, and nobody can guess it back from the digest.
 */
export async function recordEvent(deps: Deps, event: AuditEvent): Promise<void> {
  const personal = event.personal ?? null
  const salt = personal && Buffer.from(randomBytes(16))
  await insertEvent(deps.db, {
    organisationId: event.organisationId,
    at: deps.now(),
    act: event.act,
    outcome: event.outcome,
    actorId: event.actorId ?? null,
    subjectId: event.subjectId ?? event.actorId ?? null,
    details: event.details ?? {},
    personal,
    personalSalt: salt,
    personalDigest: personalDigest(personal, salt),
  })
}

export function personalDigest(personal: Record<string, string> | null, salt: Uint8Array | null): Buffer<ArrayBuffer> {
  const hash = createHash('sha256')
  if (personal && salt) hash.update(salt).update(canonical(personal))
  return Buffer.from(hash.digest())
}

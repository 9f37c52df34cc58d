import { createHash, randomBytes } from 'node:crypto'
import type { Deps, Piece } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { canonical } from './rules'
import type { AuditEvent } from './schema'
import { type AuditRow, eventPiece, insertEvent } from './store'

/**
 * Writes an audit row in the transaction of `deps`. Personal data is kept beside a salted digest: it may be emptied
 * later without breaking the chain, and nobody can guess it back from the digest.
 */
export const recordEvent = (deps: Deps, event: AuditEvent): Promise<void> => insertEvent(deps.db, rowOf(deps, event))

/** The same row, to be written along with what it tells of. */
export const eventAlong = (deps: Deps, event: AuditEvent): Piece => eventPiece(rowOf(deps, event))

function rowOf(deps: Deps, event: AuditEvent): AuditRow {
  const personal = event.personal ?? null
  const salt = personal && Buffer.from(randomBytes(16))
  return {
    id: timeOrderedId(deps.now()),
    organisationId: event.organisationId,
    at: deps.now(),
    act: event.act,
    outcome: event.outcome,
    actorId: event.actorId ?? null,
    subjectId: event.subjectId === undefined ? (event.actorId ?? null) : event.subjectId,
    details: event.details ?? {},
    personal,
    personalSalt: salt,
    personalDigest: personalDigest(personal, salt),
  }
}

export function personalDigest(personal: Record<string, string> | null, salt: Uint8Array | null): Buffer<ArrayBuffer> {
  const hash = createHash('sha256')
  if (personal && salt) hash.update(salt).update(canonical(personal))
  return Buffer.from(hash.digest())
}

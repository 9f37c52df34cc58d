import { createHash } from 'node:crypto'
import { environment } from '@/lib/core/env'
import { keyOf } from '@/lib/core/seal'

/** `id` names a key in public, and nothing of the key is found from it. */
export type AuditKey = { id: string; key: Uint8Array }

const named = (key: Uint8Array): AuditKey => ({ id: createHash('sha256').update('porten audit key').update(key).digest('hex').slice(0, 16), key })

/** The key of today, derived from AUTH_SECRET, and those of before that AUDIT_KEYS_OLD names. */
export function auditKeys(): { present: AuditKey; all: AuditKey[] } {
  const present = named(keyOf('audit'))
  return { present, all: [present, ...environment().AUDIT_KEYS_OLD.map((hex) => named(Buffer.from(hex, 'hex')))] }
}

import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { Db } from '@/lib/core/db'
import { isSame } from '@/lib/core/seal'
import { unsealKey } from './keys'
import { findKeys } from './store'

/** The key that signs the cards of a vote; null where it is gone, and before there is one. */
export async function findCardKey(db: Db, organisationId: string, electionId: string): Promise<KeyObject | null> {
  const keys = await findKeys(db, organisationId, electionId)
  return keys?.tokenKey ? openCardKey(electionId, keys.tokenKey) : null
}

/** Reading a key takes as long as signing with it: it is kept for a moment, so that a rush reads it seldom. */
const keptSeconds = 30
const open = new Map<string, { sealed: Uint8Array; key: KeyObject; forget: NodeJS.Timeout }>()

export function openCardKey(electionId: string, sealed: Uint8Array): KeyObject {
  const kept = open.get(electionId)
  if (kept && isSame(kept.sealed, sealed)) return kept.key
  clearTimeout(kept?.forget)
  const key = createPrivateKey({ key: Buffer.from(unsealKey('token', electionId, sealed), 'base64'), format: 'der', type: 'pkcs8' })
  open.set(electionId, { sealed, key, forget: setTimeout(() => open.delete(electionId), keptSeconds * 1_000).unref() })
  return key
}

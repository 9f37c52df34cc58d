import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { Db } from '@/lib/core/db'
import { unsealKey } from './keys'
import { findKeys } from './store'

/** The key that signs the cards of a vote; null where it is gone, and before there is one. */
export async function findCardKey(db: Db, organisationId: string, electionId: string): Promise<KeyObject | null> {
  const keys = await findKeys(db, organisationId, electionId)
  if (!keys?.tokenKey) return null
  return createPrivateKey({ key: Buffer.from(unsealKey('token', electionId, keys.tokenKey), 'base64'), format: 'der', type: 'pkcs8' })
}

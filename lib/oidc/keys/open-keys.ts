import type { Deps } from '@/lib/core/db'
import { unseal } from '@/lib/core/seal'
import { listKeys } from '../store'
import { placeOfKey } from './make-key'

/**
 * The organisation's keys with their private halves, newest first, and the ids of those that nobody can open: they were
 * sealed under another AUTH_SECRET. Those stay for a while: a server that has the wrong secret must not destroy what the
 * others work with.
 */
export async function openKeys(deps: Deps, organisationId: string) {
  const keys = (await listKeys(deps.db, organisationId)).map(({ sealed, ...key }) => ({ ...key, jwk: open(organisationId, key.id, sealed) }))
  return { readable: keys.flatMap((key) => (key.jwk ? [{ ...key, jwk: key.jwk }] : [])), lost: keys.filter(({ jwk }) => jwk === null).map(({ id }) => id) }
}

function open(organisationId: string, id: string, sealed: Uint8Array): Record<string, string> | null {
  try {
    return JSON.parse(unseal('openid', sealed, placeOfKey(organisationId, id)))
  } catch {
    return null
  }
}

/** Whether AUTH_SECRET was changed in the last month or so: then every system needs a new secret, too. */
export const areKeysLost = async (deps: Deps, organisationId: string): Promise<boolean> => (await openKeys(deps, organisationId)).lost.length > 0

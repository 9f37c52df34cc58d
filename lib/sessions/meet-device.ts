import type { Deps } from '@/lib/core/db'
import { hmac } from '@/lib/core/seal'
import { meetDevice as meet } from './store'

/** Whether this browser is new for a person who has used another before (security.md 53). */
export async function meetDevice(deps: Deps, organisationId: string, personId: string, device: string): Promise<{ isNewBesideOthers: boolean }> {
  const { isKnown, hasOthers } = await meet(deps.db, organisationId, personId, hmac('device', organisationId, personId, device), deps.now())
  return { isNewBesideOthers: !isKnown && hasOthers }
}

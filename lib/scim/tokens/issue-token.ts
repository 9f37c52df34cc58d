import type { Deps } from '@/lib/core/db'
import { hmac, secretToken } from '@/lib/core/seal'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { insertToken } from './store'

/** So that whoever finds one in a file knows what it is. */
const prefix = 'porten_scim_'

export const tokenHmac = (organisationId: string, token: string) => hmac('provisioning', organisationId, token)

/** A new token of 256 random bits; nobody can read it again. */
export async function issueToken(
  deps: Deps,
  organisationId: string,
  { name, createdBy, expiresAt }: { name: string; createdBy: string; expiresAt: Date },
): Promise<{ id: string; token: string }> {
  const now = deps.now()
  const id = timeOrderedId(now)
  const token = prefix + secretToken()
  await insertToken(deps.db, { id, organisationId, name, hmac: tokenHmac(organisationId, token), createdAt: now, createdBy, expiresAt })
  return { id, token }
}

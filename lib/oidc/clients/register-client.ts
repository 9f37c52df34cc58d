import type { Deps } from '@/lib/core/db'
import { hmac, secretToken } from '@/lib/core/seal'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { makeKey } from '../keys/make-key'
import type { NewClient } from '../schema'
import { insertClient, listKeys, writeSecret } from '../store'

export const secretHmac = (organisationId: string, secret: string) => hmac('openid', 'secret', organisationId, secret)

/** A system with a secret of 256 random bits that nobody can read again; a public one has none. The first brings the organisation's first key. */
export async function registerClient(
  deps: Deps,
  organisationId: string,
  { isPublic, name, redirectUris, logoutUris, backchannelUri, frontchannelUri, groupId, scopes, asksPerson }: NewClient,
  createdBy: string | null,
): Promise<{ id: string; secret: string | null }> {
  const id = timeOrderedId(deps.now())
  const secret = isPublic ? null : secretToken()
  await insertClient(deps.db, organisationId, {
    id,
    name,
    redirectUris,
    logoutUris,
    backchannelUri,
    frontchannelUri,
    groupId,
    scopes,
    asksPerson,
    secretHmac: secret === null ? null : secretHmac(organisationId, secret),
    createdAt: deps.now(),
    createdBy,
  })
  if ((await listKeys(deps.db, organisationId)).length === 0) await makeKey(deps, organisationId, { signsFrom: deps.now(), insteadOf: [] })
  return { id, secret }
}

/** A new secret: the former one is worth nothing at once. Null for a system that has none or is gone. */
export async function renewSecret(deps: Deps, organisationId: string, id: string): Promise<{ name: string; secret: string } | null> {
  const secret = secretToken()
  const name = await writeSecret(deps.db, organisationId, id, secretHmac(organisationId, secret))
  return name === null ? null : { name, secret }
}

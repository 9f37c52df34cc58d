import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { Deps } from '@/lib/core/db'
import { isUuid } from '@/lib/core/is-uuid'
import { hmac, seal, unseal } from '@/lib/core/seal'
import { findClient } from './clients/find-client'
import { consumeArtifact, deleteArtifact, deleteOfGrant, findArtifact, writeArtifact } from './store'

export const artifactHmac = (organisationId: string, kind: string, id: string) => hmac('openid', organisationId, kind, id)
export const placeOfArtifact = (organisationId: string, kind: string, idHmac: Uint8Array) =>
  `openid ${organisationId} ${kind} ${Buffer.from(idHmac).toString('hex')}`

/**
 * Where the library keeps one kind of thing. Nothing in the table says what a code or token is: ids are HMACs, the rest is
 * sealed. The provider's session of somebody who is signed in is kept under the id of our own session, and ends with it.
 */
export function adapterOf(deps: Deps, organisationId: string, kind: string): Adapter {
  const keyOf = (id: string) => artifactHmac(organisationId, kind, id)

  async function find(id: string): Promise<AdapterPayload | undefined> {
    if (kind === 'Client') return findClient(deps, organisationId, id)
    const idHmac = keyOf(id)
    const row = await findArtifact(deps.db, organisationId, kind, idHmac, deps.now())
    if (!row) return undefined
    const payload = JSON.parse(unseal('openid', row.sealed, placeOfArtifact(organisationId, kind, idHmac)))
    return row.consumedAt ? { ...payload, consumed: Math.floor(row.consumedAt.getTime() / 1_000) } : payload
  }

  return {
    find,
    findByUid: find, // of sessions, which are kept under what the library calls their uid
    findByUserCode: async () => undefined, // of devices without a keyboard, which are not offered
    async upsert(id, payload, expiresIn = 0) {
      const sessionId = kind === 'Session' && payload.uid && isUuid(payload.uid) ? payload.uid : null
      const idHmac = keyOf(sessionId ?? id)
      await writeArtifact(deps.db, organisationId, {
        kind,
        idHmac,
        sealed: seal('openid', JSON.stringify(payload), placeOfArtifact(organisationId, kind, idHmac)),
        grantId: payload.grantId ?? null,
        personId: payload.accountId && isUuid(payload.accountId) ? payload.accountId : null,
        sessionId,
        createdAt: deps.now(),
        expiresAt: new Date(deps.now().getTime() + expiresIn * 1_000),
      })
    },
    async consume(id) {
      if (await consumeArtifact(deps.db, organisationId, kind, keyOf(id), deps.now())) return
      const { errors } = await import('oidc-provider')
      throw new errors.InvalidGrant('it was used already')
    },
    destroy: (id) => deleteArtifact(deps.db, organisationId, kind, keyOf(id)),
    revokeByGrantId: (grantId) => deleteOfGrant(deps.db, organisationId, grantId),
  }
}

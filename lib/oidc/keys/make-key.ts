import { createPrivateKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { type Deps, inTransaction } from '@/lib/core/db'
import { seal } from '@/lib/core/seal'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { insertKey } from '../store'

const generate = promisify(generateKeyPair)

export const placeOfKey = (organisationId: string, id: string) => `openid key ${organisationId} ${id}`

type Making = { signsFrom: Date; insteadOf?: string[]; along?: (deps: Deps) => Promise<void> }

/**
 * A new RSA key of 2048 bits that signs from a moment on. `insteadOf` makes none where there is another key than these;
 * `along` is done in the same transaction where one was made.
 */
export async function makeKey(deps: Deps, organisationId: string, { signsFrom, insteadOf, along }: Making): Promise<void> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 })
  // By way of DER: Node.js 20 can wait for itself for ever when it writes as JWK a key that it has just made.
  const key = createPrivateKey({ key: privateKey.export({ format: 'der', type: 'pkcs8' }), format: 'der', type: 'pkcs8' })
  const id = timeOrderedId(deps.now())
  const sealed = seal('openid', JSON.stringify(key.export({ format: 'jwk' })), placeOfKey(organisationId, id))
  await inTransaction(deps, async (deps) => {
    const isMade = await insertKey(deps.db, organisationId, { id, sealed, createdAt: deps.now(), signsFrom }, insteadOf ?? null)
    if (isMade) await along?.(deps)
  })
}

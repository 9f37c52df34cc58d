import { generateKeyPair } from 'node:crypto'
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
  const id = timeOrderedId(deps.now())
  const sealed = seal('openid', JSON.stringify(privateKey.export({ format: 'jwk' })), placeOfKey(organisationId, id))
  await inTransaction(deps, async (deps) => {
    const isMade = await insertKey(deps.db, organisationId, { id, sealed, createdAt: deps.now(), signsFrom }, insteadOf ?? null)
    if (isMade) await along?.(deps)
  })
}

import { randomBytes } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { hmac } from '@/lib/core/seal'
import type { Told } from './schema'
import { insertObjection } from './store'

type Issue = Omit<Told, 'toldAt'> & { organisationId: string; personId: string; recipient: string; days: number }

/** The secret for one message's link; only its HMAC is kept. Call it in the transaction of the message. */
export async function issueObjection(deps: Deps, { days, ...issue }: Issue): Promise<string> {
  const secret = randomBytes(16).toString('base64url')
  const createdAt = deps.now()
  const expiresAt = new Date(createdAt.getTime() + days * 24 * 60 * 60_000)
  await insertObjection(deps.db, { ...issue, hmac: objectionHmac(issue.organisationId, secret), createdAt, expiresAt })
  return secret
}

export const objectionHmac = (organisationId: string, secret: string) => hmac('ticket', 'objection', organisationId, secret)

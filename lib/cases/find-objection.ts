import type { Deps } from '@/lib/core/db'
import { objectionHmac } from './issue-objection'
import { isToken } from './rules'
import type { Objection } from './schema'
import { findByHmac } from './store'

/** The link of a secret, used and old ones too; null for what no message of the organisation ever held. */
export async function findObjection(deps: Deps, organisationId: string, secret: string): Promise<Objection | null> {
  return isToken(secret) ? findByHmac(deps.db, organisationId, objectionHmac(organisationId, secret)) : null
}

import type { Deps } from '@/lib/core/db'
import { failure } from '@/lib/core/result'
import { findGrants } from '@/lib/people/membership'
import { findAdministrators } from '@/lib/people/roles/change-grant'
import { isNamed } from '@/lib/scim/rules'
import type { Problem } from '@/lib/scim/schema'
import type { Token } from '@/lib/scim/tokens/find-token'
import { type Client, whereFrom } from '../client'

/** Who keeps the register from outside: a token, and where it was sent from. */
export type Actor = {
  token: Token
  client: Client
  /** where SCIM lies, for the addresses in answers */
  address: string
}

/** What every row of the audit says of it. */
export const byToken = ({ token, client }: Actor) => ({ actorId: token.id, details: { token: token.name }, personal: whereFrom(client) })

export const notFound = failure<Problem>({ status: 404, key: 'scim.notFound' })

/** RFC 7644 3.14: who names a version changes that one or nothing. */
export const isStale = (version: string, ifMatch: string | null) => ifMatch !== null && !isNamed(version, ifMatch)
export const stale = failure<Problem>({ status: 412, key: 'scim.stale' })

/** No token closes the last account that administrates the organisation: nobody could make another. Held until the transaction ends. */
export async function isLastAdministrator(deps: Deps, organisationId: string, personId: string): Promise<boolean> {
  const grants = await findGrants(deps, organisationId, personId)
  if (!grants.some(({ role }) => role === 'administrator')) return false
  // The first waits for whoever closes another at this moment; only a statement after that sees what they did.
  await findAdministrators(deps, organisationId)
  const administrators = await findAdministrators(deps, organisationId)
  return administrators.length === 1 && administrators[0] === personId
}
export const lastAdministrator = failure<Problem>({ status: 403, key: 'scim.lastAdministrator' })

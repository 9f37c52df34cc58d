import { failure } from '@/lib/core/result'
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

import type { WordKey } from '@/lib/words/keys'
import type { Values } from '@/lib/words/speak'

/** Names of the schemas and messages of SCIM 2.0 (RFC 7643, 7644, 9865). */
export const urn = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  enterpriseUser: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  serviceProvider: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  resourceType: 'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  schema: 'urn:ietf:params:scim:schemas:core:2.0:Schema',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  search: 'urn:ietf:params:scim:api:messages:2.0:SearchRequest',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
} as const

export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [name: string]: Json }

/** RFC 7644 3.12, and RFC 9865 for cursors. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidCursor'
  | 'invalidCount'

/** What a client did wrong: the status, the word for machines, and a sentence for whoever reads the client's log. */
export type Problem = { status: number; scimType?: ScimType; key: WordKey; values?: Values; attribute?: string }

/** Attribute names in small letters, outermost first: `['name', 'familyname']`. An extension's attributes stand under its schema. */
export type AttributePath = readonly string[]

export const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof comparisons)[number]

/** A filter as RFC 7644 3.4.2.2 writes it; `holds` is `emails[type eq "work"]`. */
export type Filter =
  | { is: 'and' | 'or'; parts: readonly [Filter, Filter] }
  | { is: 'not'; part: Filter }
  | { is: 'compare'; path: AttributePath; op: Comparison; value: null | boolean | number | string }
  | { is: 'present'; path: AttributePath }
  | { is: 'holds'; path: AttributePath; filter: Filter }

/** A group as the outside system sees it, without its members. */
export type ScimGroup = { id: string; name: string; externalId: string | null; size: number; digest: string; isByRule: boolean }

/** A person as the register holds them, with what only the outside system knows. */
export type ScimPerson = {
  id: string
  memberNumber: string | null
  username: string | null
  email: string | null
  mobile: string | null
  givenName: string
  familyName: string
  street: string
  postalCode: string
  city: string
  country: string
  language: string | null
  status: string
  selfChanged: string[]
  createdAt: Date
  updatedAt: Date
  externalId: string | null
  goneAt: Date | null
  wasFrozen: boolean
}

export type GroupOfPerson = { personId: string; groupId: string; name: string }

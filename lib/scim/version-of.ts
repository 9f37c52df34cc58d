import { createHash } from 'node:crypto'
import { canonical } from '@/lib/audit/rules'
import type { JsonObject } from './schema'

/** A resource whose `meta` holds its version. */
export type VersionedResource = JsonObject & { meta: JsonObject & { version: string; location: string } }

/** The version of a resource (RFC 7644 3.14): another as soon as anything that a client can see is other. */
export const versionOf = (resource: JsonObject, beside = ''): string =>
  `W/"${createHash('sha256').update(canonical(resource)).update(beside).digest('base64url').slice(0, 22)}"`

export const withVersion = (resource: JsonObject, version: string) =>
  ({ ...resource, meta: { ...(resource.meta as JsonObject), version } }) as VersionedResource

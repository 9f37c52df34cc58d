import type { Deps } from '@/lib/core/db'
import { listConsentsOf, listLiveClients } from '../store'

/** The organisation's systems by name. */
export async function listClients(deps: Deps, organisationId: string) {
  return (await listLiveClients(deps.db, organisationId)).map(({ secretHmac, ...client }) => ({ ...client, isPublic: secretHmac === null }))
}

/** What a person let systems learn. */
export const listConsents = (deps: Deps, organisationId: string, personId: string) => listConsentsOf(deps.db, organisationId, personId)

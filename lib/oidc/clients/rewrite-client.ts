import type { Deps } from '@/lib/core/db'
import type { NewClient } from '../schema'
import { updateClient } from '../store'

/** What a system is called, where people go and what it may know; its id and its secret stay. Returns its name, or null when there is none. */
export const rewriteClient = (
  deps: Deps,
  organisationId: string,
  id: string,
  { name, redirectUris, logoutUris, backchannelUri, frontchannelUri, groupId, scopes, asksPerson }: Omit<NewClient, 'isPublic'>,
): Promise<string | null> =>
  updateClient(deps.db, organisationId, id, { name, redirectUris, logoutUris, backchannelUri, frontchannelUri, groupId, scopes, asksPerson })

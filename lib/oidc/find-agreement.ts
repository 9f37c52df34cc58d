import type { Deps } from '@/lib/core/db'
import { findConsent, findLiveClient, isInGroup, upsertConsent } from './store'

export type Agreement = { name: string; scopes: string[]; agreed: string[]; agreedAt: Date | null; asksPerson: boolean }

/** What a system may learn of a person: what the organisation decided, or what the person agreed to. Null where the system is gone or not for them. */
export async function findAgreement(deps: Deps, organisationId: string, personId: string, clientId: string): Promise<Agreement | null> {
  const client = await findLiveClient(deps.db, organisationId, clientId)
  if (!client) return null
  const { name, scopes, asksPerson, groupId } = client
  if (groupId && !(await isInGroup(deps.db, organisationId, groupId, personId))) return null
  if (!asksPerson) return { name, scopes, agreed: scopes, agreedAt: null, asksPerson }
  const consent = await findConsent(deps.db, organisationId, personId, clientId)
  // A scope that was taken from the system later is not given, whatever somebody agreed to.
  return { name, scopes, agreed: (consent?.scopes ?? []).filter((scope) => scopes.includes(scope)), agreedAt: consent?.givenAt ?? null, asksPerson }
}

/** The person lets the system learn this much; what they agreed to before stays. */
export async function giveConsent(deps: Deps, organisationId: string, personId: string, clientId: string, scopes: string[]): Promise<void> {
  const former = await findConsent(deps.db, organisationId, personId, clientId)
  await upsertConsent(deps.db, organisationId, personId, clientId, [...new Set([...(former?.scopes ?? []), ...scopes])], deps.now())
}

import type { Deps } from '@/lib/core/db'
import { findNames } from '@/lib/people/find-names'
import { nameTokens } from '@/lib/scim/tokens/name-tokens'

/** What those are called who did something or were done to, by the ids of the audit: people, and systems outside by their tokens. */
export async function nameActors(deps: Deps, organisationId: string, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const people = await findNames(deps, organisationId, ids)
  const others = ids.filter((id) => id !== null && !people.has(id))
  return new Map([...people, ...(await nameTokens(deps, organisationId, others))])
}

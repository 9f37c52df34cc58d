import type { Deps } from '@/lib/core/db'
import { namesOfTokens } from './store'

/** What tokens are called, by their ids, those that were removed among them. */
export async function nameTokens(deps: Deps, organisationId: string, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  return new Map(wanted.length > 0 ? (await namesOfTokens(deps.db, organisationId, wanted)).map(({ id, name }) => [id, name]) : [])
}

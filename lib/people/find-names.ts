import type { Deps } from '@/lib/core/db'
import { fullName, signInName } from './rules'
import { namesOf } from './store'

/** What people are called, by their ids; who is not in the register any more is left out. */
export async function findNames(deps: Deps, organisationId: string, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null)
  const found = wanted.length > 0 ? await namesOf(deps.db, organisationId, wanted) : []
  return new Map(found.map((person) => [person.id, fullName(person) || signInName(person)]))
}

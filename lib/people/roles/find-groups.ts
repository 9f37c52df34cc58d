import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { groupsNamed, groupsWithIds } from './store'

type Named = { id: string; name: string }

/** The groups of these names, or that one of them is none of the organisation's. */
export async function findGroupsNamed(deps: Deps, organisationId: string, names: string[]): Promise<Result<Named[], 'roles.unknownGroup'>> {
  const found = names.length > 0 ? await groupsNamed(deps.db, organisationId, names) : []
  return found.length === names.length ? success(found) : failure('roles.unknownGroup')
}

/** What groups are called; whichever was removed is left out. */
export const findGroupNames = async (deps: Deps, organisationId: string, ids: string[]): Promise<string[]> =>
  ids.length > 0 ? (await groupsWithIds(deps.db, organisationId, ids)).map(({ name }) => name) : []

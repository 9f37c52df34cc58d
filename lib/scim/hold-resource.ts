import type { Deps } from '@/lib/core/db'
import { asGroups } from './find-groups'
import { asUsers } from './find-people'
import { isId } from './rules'
import type { ScimGroup, ScimPerson } from './schema'
import { holdGroup as holdGroupRow, holdPerson as holdPersonRow } from './store'

/** Somebody whom the outside system knows, or has removed, with the present version; nobody else changes the row until the transaction ends. */
export async function holdPerson(
  deps: Deps,
  organisationId: string,
  id: string,
  address: string,
  isGone = false,
): Promise<{ person: ScimPerson; version: string } | null> {
  const person = isId(id) ? await holdPersonRow(deps.db, organisationId, id) : null
  if (!person || (person.goneAt !== null) !== isGone) return null
  const [user] = await asUsers(deps, organisationId, [person], address)
  return { person, version: user?.meta.version ?? '' }
}

/** The same of a group. */
export async function holdGroup(deps: Deps, organisationId: string, id: string, address: string): Promise<{ group: ScimGroup; version: string } | null> {
  const group = isId(id) ? await holdGroupRow(deps.db, organisationId, id) : null
  const shown = group && (await asGroups(deps, organisationId, [group], address, false))
  return group && shown?.ok ? { group, version: shown.value[0]?.meta.version ?? '' } : null
}

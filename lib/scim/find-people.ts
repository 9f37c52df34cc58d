import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { identifierKey } from '@/lib/people/rules'
import { findIds, type Lookups } from './filter/find-ids'
import { matches } from './filter/rules'
import { activeOf, isId, listOf, type Page, type Selection, selected } from './rules'
import { type Filter, type JsonObject, type Problem, type ScimPerson, urn } from './schema'
import { countPeople, findIdByExternalId, findIdByName, findPeople, groupsOfPeople, listPeople } from './store'
import { userNameOf, userOf } from './users/rules'
import { type VersionedResource, versionOf, withVersion } from './version-of'

/** What a filter of Users may name so that the register finds it; beside it, `active`. */
const indexed = ['id', 'userName', 'externalId', 'emails.value', 'employeeNumber']

/** Each as its User, with version. */
export async function asUsers(deps: Deps, organisationId: string, people: readonly ScimPerson[], address: string): Promise<VersionedResource[]> {
  const ids = people.map(({ id }) => id)
  const groups = ids.length > 0 ? await groupsOfPeople(deps.db, organisationId, ids) : []
  return people.map((person) => {
    const own = groups.filter(({ personId }) => personId === person.id)
    const user = userOf(person, own, address)
    return withVersion(user, versionOf(user))
  })
}

/** Somebody whom the outside system may know; null for one who is gone, or is nobody's here. */
export async function findPerson(deps: Deps, organisationId: string, id: string): Promise<ScimPerson | null> {
  if (!isId(id)) return null
  const [person] = await findPeople(deps.db, organisationId, [id])
  return person && person.goneAt === null ? person : null
}

type Asked = { filter: Filter | null; page: Page; selection: Selection; address: string }

/**
 * A page of Users. A filter is answered by the indexes, and then in memory for the few whom they found; one that names
 * nothing that an index finds would read the whole register, and is refused.
 */
export async function findUsers(deps: Deps, organisationId: string, { filter, page, selection, address }: Asked): Promise<Result<JsonObject, Problem>> {
  const show = async (people: readonly ScimPerson[]) => (await asUsers(deps, organisationId, people, address)).map((user) => selected(user, selection))
  const active = filter && activeOf(filter)
  if (filter && active === null) {
    const { ids, found } = await findIds(filter, lookupsOf(deps, organisationId))
    if (!ids) return failure({ status: 400, scimType: 'invalidFilter', key: 'scim.notIndexed', values: { attributes: [...indexed, 'active'].join(', ') } })
    const there = (await findPeople(deps.db, organisationId, [...ids])).filter(({ goneAt }) => goneAt === null)
    const users = await asUsers(deps, organisationId, there, address)
    const passed = there.filter((_, at) => matches(filter, users[at] ?? {}, (part) => found.get(part)))
    return success(listOf(await show(pageOf(passed, page)), page, passed.length, null))
  }
  const after = page.by === 'cursor' ? page.after : null
  const offset = page.by === 'index' ? page.startIndex - 1 : 0
  const found = await listPeople(deps.db, organisationId, { active, after, offset, most: page.count + 1 })
  const shown = found.slice(0, page.count)
  const next = page.by === 'cursor' && found.length > shown.length ? (shown.at(-1)?.id ?? null) : null
  const total = page.by === 'index' ? await countPeople(deps.db, organisationId, active) : null
  return success(listOf(await show(shown), page, total, next))
}

/** What an index found is little: its pages are cut from the whole. */
export function pageOf<One extends { id: string }>(all: readonly One[], page: Page): One[] {
  if (page.by === 'cursor') return all.filter(({ id }) => page.after === null || id > page.after).slice(0, page.count)
  return all.slice(page.startIndex - 1, page.startIndex - 1 + page.count)
}

function lookupsOf(deps: Deps, organisationId: string): Lookups {
  const { db } = deps
  const listed = (id: string | null | undefined) => (id ? [id] : [])
  const byName = async (typed: string, isHers: (person: ScimPerson, key: string) => boolean) => {
    const key = identifierKey(typed)
    const found = await findIdByName(db, organisationId, key)
    if (!found) return []
    const [person] = await findPeople(db, organisationId, [found.id])
    // The outside system may still call a person by the name that was given up here.
    return person && (found.isRemembered || isHers(person, key)) ? [person.id] : []
  }
  const byEmail = (value: string) => byName(value, (person, key) => person.email !== null && identifierKey(person.email) === key)
  return {
    id: async (value) => (isId(value) ? [value] : []),
    username: (value) => byName(value, (person, key) => identifierKey(userNameOf(person)) === key),
    emails: byEmail,
    'emails.value': byEmail,
    externalid: async (value) => listed(await findIdByExternalId(db, organisationId, value)),
    [`${urn.enterpriseUser.toLowerCase()}.employeenumber`]: (value) =>
      byName(value, (person, key) => person.memberNumber !== null && identifierKey(person.memberNumber) === key),
  }
}

/** Everybody whom one of these names or ids may mean: gone ones too, and who gave a name up here that the outside system still uses. */
export async function findNamesakes(
  deps: Deps,
  organisationId: string,
  { names, externalId }: { names: (string | null | undefined)[]; externalId: string | null | undefined },
): Promise<ScimPerson[]> {
  const ids = new Set<string>()
  for (const name of names) {
    const found = name ? await findIdByName(deps.db, organisationId, identifierKey(name)) : null
    if (found) ids.add(found.id)
  }
  const known = externalId ? await findIdByExternalId(deps.db, organisationId, externalId) : null
  if (known) ids.add(known)
  return findPeople(deps.db, organisationId, [...ids])
}

import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { findIds, type Lookups } from './filter/find-ids'
import { asksOf, matches } from './filter/rules'
import { pageOf } from './find-people'
import { groupOf } from './groups/rules'
import { isId, isWanted, listOf, mostMembers, type Page, type Selection, selected } from './rules'
import type { Filter, JsonObject, Problem, ScimGroup } from './schema'
import { countGroups, findGroups as find, findGroupIdByExternalId, findGroupIdByName, groupsOfPeople, listGroups, membersOf } from './store'
import { type VersionedResource, versionOf, withVersion } from './version-of'

/** Each as its Group. One answer holds so many members and no more: a list that was cut would be taken for the whole. */
export async function asGroups(
  deps: Deps,
  organisationId: string,
  groups: readonly ScimGroup[],
  address: string,
  hasMembers: boolean,
): Promise<Result<VersionedResource[], Problem>> {
  const size = groups.reduce((sum, group) => sum + group.size, 0)
  if (hasMembers && size > mostMembers) return failure({ status: 400, scimType: 'tooMany', key: 'scim.tooManyMembers', values: { most: mostMembers } })
  const members = hasMembers
    ? await membersOf(
        deps.db,
        organisationId,
        groups.map(({ id }) => id),
        mostMembers,
      )
    : []
  return success(
    groups.map((group) => {
      const bare = groupOf(group, null, address)
      const whole = hasMembers
        ? groupOf(
            group,
            members.filter(({ groupId }) => groupId === group.id),
            address,
          )
        : bare
      // The version does not hang on whether the members were asked for.
      return withVersion(whole, versionOf(bare, `${group.size} ${group.digest}`))
    }),
  )
}

export async function findGroup(deps: Deps, organisationId: string, id: string): Promise<ScimGroup | null> {
  return isId(id) ? ((await find(deps.db, organisationId, [id]))[0] ?? null) : null
}

type Asked = { filter: Filter | null; page: Page; selection: Selection; address: string }

/** A page of Groups, as `findUsers` does it. */
export async function findGroups(deps: Deps, organisationId: string, { filter, page, selection, address }: Asked): Promise<Result<JsonObject, Problem>> {
  const show = async (groups: readonly ScimGroup[], total: number | null, next: string | null): Promise<Result<JsonObject, Problem>> => {
    const shown = await asGroups(deps, organisationId, groups, address, isWanted(selection, 'members'))
    if (!shown.ok) return shown
    return success(
      listOf(
        shown.value.map((group) => selected(group, selection)),
        page,
        total,
        next,
      ),
    )
  }
  if (filter) {
    const { ids, found } = await findIds(filter, lookupsOf(deps, organisationId))
    // Members are not read to be compared: they may be a million.
    if (!ids || asksOf(filter, 'members', (part) => found.get(part)))
      return failure({ status: 400, scimType: 'invalidFilter', key: 'scim.notIndexed', values: { attributes: 'id, displayName, externalId, members.value' } })
    const there = await find(deps.db, organisationId, [...ids])
    const passed = there.filter((group) => matches(filter, groupOf(group, null, address), (part) => found.get(part)))
    return show(pageOf(passed, page), passed.length, null)
  }
  const after = page.by === 'cursor' ? page.after : null
  const offset = page.by === 'index' ? page.startIndex - 1 : 0
  const groups = await listGroups(deps.db, organisationId, { after, offset, most: page.count + 1 })
  const shown = groups.slice(0, page.count)
  const next = page.by === 'cursor' && groups.length > shown.length ? (shown.at(-1)?.id ?? null) : null
  return show(shown, page.by === 'index' ? await countGroups(deps.db, organisationId) : null, next)
}

function lookupsOf({ db }: Deps, organisationId: string): Lookups {
  const listed = (id: string | null) => (id ? [id] : [])
  const byMember = async (value: string) => (isId(value) ? (await groupsOfPeople(db, organisationId, [value])).map(({ groupId }) => groupId) : [])
  return {
    id: async (value) => (isId(value) ? [value] : []),
    displayname: async (value) => listed(await findGroupIdByName(db, organisationId, value.trim())),
    externalid: async (value) => listed(await findGroupIdByExternalId(db, organisationId, value)),
    members: byMember,
    'members.value': byMember,
  }
}

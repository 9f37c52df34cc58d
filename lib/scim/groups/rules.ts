import { failure, type Result, success } from '@/lib/core/result'
import { isObject, readPath, readTarget } from '../filter/rules'
import type { Operation } from '../patch/rules'
import { type GroupWishes, isId, readGroup, readMembers } from '../rules'
import { type Filter, type JsonObject, type Problem, type ScimGroup, urn } from '../schema'

/** A group as a Group (RFC 7643 4.2), without version; `members` is null where nobody asked for them. */
export function groupOf({ id, name, externalId }: ScimGroup, members: readonly { id: string; name: string }[] | null, address: string): JsonObject {
  return {
    schemas: [urn.group],
    id,
    ...(externalId === null ? {} : { externalId }),
    displayName: name,
    ...(members === null
      ? {}
      : {
          members: members.map((member) => ({
            value: member.id,
            ...(member.name ? { display: member.name } : {}),
            type: 'User',
            $ref: `${address}/Users/${member.id}`,
          })),
        }),
    meta: { resourceType: 'Group', location: `${address}/Groups/${id}` },
  }
}

/** One step of what becomes of a group, in order. Members are moved as sets, however many they are. */
export type GroupStep = { do: 'write'; wishes: Omit<GroupWishes, 'members'> } | { do: 'add' | 'remove' | 'replace'; ids: string[] } | { do: 'empty' }

/** The operations of a patch as steps. */
export function readGroupSteps(operations: readonly Operation[]): Result<GroupStep[], Problem> {
  const steps: GroupStep[] = []
  for (const operation of operations) {
    const read = operation.path === null ? stepsOfValue(operation) : stepsOfPath(operation, operation.path)
    if (!read.ok) return read
    steps.push(...read.value)
  }
  return success(steps)
}

function stepsOfValue({ op, value }: Operation): Result<GroupStep[], Problem> {
  if (!isObject(value)) return failure({ status: 400, scimType: 'invalidValue', key: 'scim.badPatch' })
  const steps: GroupStep[] = []
  for (const [name, part] of Object.entries(value)) {
    if (!['displayname', 'externalid', 'members'].includes(readPath(name)[0] ?? '')) continue
    const read = stepsOfPath({ op, path: name, value: part }, name)
    if (!read.ok) return read
    steps.push(...read.value)
  }
  return success(steps)
}

function stepsOfPath({ op, value }: Operation, path: string): Result<GroupStep[], Problem> {
  const target = readTarget(path)
  if (!target.ok) return target
  const { filter, sub } = target.value
  const [name = '', ...rest] = target.value.path
  if (name === 'members') {
    if (filter) {
      const ids = op === 'remove' && sub === null ? idsOf(filter) : null
      return ids
        ? success([{ do: 'remove', ids }])
        : failure({ status: 400, scimType: 'invalidPath', key: 'scim.badPath', values: { path: path.slice(0, 100) } })
    }
    if (op === 'remove' && value === undefined) return success([{ do: 'empty' }])
    const ids = readMembers(value)
    return ids.ok ? success([{ do: op, ids: ids.value }]) : ids
  }
  if (name !== 'displayname' && name !== 'externalid') return success([])
  if (rest.length > 0 || filter || (op === 'remove' && name === 'displayname'))
    return failure({ status: 400, scimType: 'invalidPath', key: 'scim.badPath', values: { path: path.slice(0, 100) } })
  const wishes = readGroup({ [name]: op === 'remove' ? null : (value ?? null) })
  return wishes.ok ? success([{ do: 'write', wishes: wishes.value }]) : wishes
}

/** The members that a path names: `members[value eq "…"]`, or several joined by `or`; what is no id is nobody's. */
function idsOf(filter: Filter): string[] | null {
  if (filter.is === 'or') {
    const [one, other] = filter.parts.map(idsOf)
    return one && other ? [...one, ...other] : null
  }
  return filter.is === 'compare' && filter.op === 'eq' && filter.path.join('.') === 'value' && typeof filter.value === 'string'
    ? [filter.value.toLowerCase()].filter(isId)
    : null
}

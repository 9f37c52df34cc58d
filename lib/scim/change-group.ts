import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import type { GroupStep } from './groups/rules'
import type { Problem } from './schema'
import {
  addMembers,
  countThere,
  deleteGroup,
  findGroupIdByExternalId,
  findGroupIdByName,
  insertGroup,
  keepMembers,
  removeMembers,
  renameGroup,
  saveGroupExternalId,
} from './store'

/** What became of a group, for the audit. */
export type GroupChange = { added: number; removed: number; fields: string[] }

const taken = (attribute: string) => failure<Problem>({ status: 409, scimType: 'uniqueness', key: 'scim.taken', values: { attribute } })

/** A new group without members; fails when another has the name. */
export async function makeGroup(deps: Deps, organisationId: string, name: string): Promise<Result<string, Problem>> {
  const id = timeOrderedId(deps.now())
  return (await insertGroup(deps.db, organisationId, id, name)) ? success(id) : taken('displayName')
}

/** Does the steps in their order, each in one statement. Call it where the group is held, in a transaction that a failure takes back. */
export async function changeGroup(deps: Deps, organisationId: string, id: string, steps: readonly GroupStep[]): Promise<Result<GroupChange, Problem>> {
  const { db } = deps
  const change: GroupChange = { added: 0, removed: 0, fields: [] }
  for (const step of steps) {
    if (step.do === 'write') {
      const { name, externalId } = step.wishes
      if (name !== undefined) {
        const owner = await findGroupIdByName(db, organisationId, name)
        if (owner !== null && owner !== id) return taken('displayName')
        if (owner === null) change.fields.push('displayName')
        await renameGroup(db, organisationId, id, name)
      }
      if (externalId !== undefined) {
        const owner = externalId === null ? null : await findGroupIdByExternalId(db, organisationId, externalId)
        if (owner !== null && owner !== id) return taken('externalId')
        await saveGroupExternalId(db, organisationId, id, externalId)
      }
    } else if (step.do === 'empty') change.removed += await keepMembers(db, organisationId, id, [])
    else if (step.do === 'remove') change.removed += await removeMembers(db, organisationId, id, step.ids)
    else {
      const unknown = step.ids.length - (await countThere(db, organisationId, step.ids))
      if (unknown > 0) return failure({ status: 400, scimType: 'invalidValue', key: 'scim.unknownMembers', values: { count: unknown } })
      if (step.do === 'replace') change.removed += await keepMembers(db, organisationId, id, step.ids)
      change.added += await addMembers(db, organisationId, id, step.ids)
    }
  }
  return success(change)
}

/** The group with its memberships; the people stay. */
export const endGroup = (deps: Deps, organisationId: string, id: string) => deleteGroup(deps.db, organisationId, id)

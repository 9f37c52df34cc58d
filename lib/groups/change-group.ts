import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { asksForItself } from './rules'
import type { GroupRule } from './schema'
import { deleteGroup, deleteMember, findGroup, insertGroup, insertMember, listNames, lockGroup, setName, setRule } from './store'

export type GroupFailure = 'groups.noName' | 'groups.nameTaken' | 'groups.asksForItself' | 'groups.isByRule' | 'groups.isGone'

const longestName = 100
/** A name must come back from a register file, where `|` stands between two. */
const nameOf = (typed: string) => typed.normalize('NFC').replaceAll('|', ' ').replace(/\s+/g, ' ').trim().slice(0, longestName)

export async function makeGroup(deps: Deps, organisationId: string, typed: string): Promise<Result<{ id: string; name: string }, GroupFailure>> {
  const name = nameOf(typed)
  if (!name) return failure('groups.noName')
  const id = timeOrderedId(deps.now())
  return (await insertGroup(deps.db, organisationId, { id, name })) ? success({ id, name }) : failure('groups.nameTaken')
}

export async function renameGroup(deps: Deps, organisationId: string, id: string, typed: string): Promise<Result<{ from: string; to: string }, GroupFailure>> {
  const to = nameOf(typed)
  if (!to) return failure('groups.noName')
  const group = await findGroup(deps.db, organisationId, id)
  if (!group) return failure('groups.isGone')
  return (await setName(deps.db, organisationId, id, to)) ? success({ from: group.name, to }) : failure('groups.nameTaken')
}

/** Who is in it is worked out soon; without a rule, whoever is in it stays and is put in and out by hand. */
export function ruleGroup(deps: Deps, organisationId: string, id: string, rule: GroupRule | null): Promise<Result<{ name: string }, GroupFailure>> {
  return inTransaction(deps, async (deps) => {
    await lockGroup(deps.db, organisationId, id)
    const group = await findGroup(deps.db, organisationId, id)
    if (!group) return failure('groups.isGone')
    if (rule && asksForItself(id, rule, await listNames(deps.db, organisationId))) return failure('groups.asksForItself')
    await setRule(deps.db, organisationId, id, rule)
    return success({ name: group.name })
  })
}

export async function removeGroup(deps: Deps, organisationId: string, id: string): Promise<Result<{ name: string; people: number }, GroupFailure>> {
  const group = await findGroup(deps.db, organisationId, id)
  if (!group) return failure('groups.isGone')
  await deleteGroup(deps.db, organisationId, id)
  return success({ name: group.name, people: group.people })
}

/** Puts somebody in or takes them out by hand; `isChanged` is false when it was so already. */
export function moveMember(
  deps: Deps,
  organisationId: string,
  id: string,
  personId: string,
  isIn: boolean,
): Promise<Result<{ name: string; isChanged: boolean }, GroupFailure>> {
  return inTransaction(deps, async (deps) => {
    await lockGroup(deps.db, organisationId, id)
    const group = await findGroup(deps.db, organisationId, id)
    if (!group) return failure('groups.isGone')
    if (group.rule) return failure('groups.isByRule')
    return success({ name: group.name, isChanged: await (isIn ? insertMember : deleteMember)(deps.db, organisationId, id, personId) })
  })
}

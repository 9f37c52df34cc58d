import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { changeGroup, endGroup, makeGroup } from '@/lib/scim/change-group'
import { type GroupStep, readGroupSteps } from '@/lib/scim/groups/rules'
import { holdGroup } from '@/lib/scim/hold-resource'
import { type Operation, problemOfPath } from '@/lib/scim/patch/rules'
import { type GroupWishes, readGroup } from '@/lib/scim/rules'
import type { JsonObject, Problem } from '@/lib/scim/schema'
import { allOrNothing } from '../all-or-nothing'
import { type Actor, byToken, isStale, notFound, stale } from './actor'

type Which = { id: string; ifMatch: string | null }

const missingName = failure<Problem>({ status: 400, scimType: 'invalidValue', key: 'scim.missing', attribute: 'displayName' })

/** Returns the group's id. */
export async function createGroup(deps: Deps, organisation: Organisation, actor: Actor, group: JsonObject): Promise<Result<string, Problem>> {
  const wishes = readGroup(group)
  if (!wishes.ok) return wishes
  const { name, ...more } = wishes.value
  if (!name) return missingName
  return allOrNothing(deps, async (deps) => {
    const made = await makeGroup(deps, organisation.id, name)
    if (!made.ok) return made
    const changed = await changeGroup(deps, organisation.id, made.value, stepsOf(more))
    if (!changed.ok) return changed
    await record(deps, organisation, actor, 'created', { group: made.value, added: changed.value.added })
    return made
  })
}

/** PUT: what it names becomes so, the members as one set. */
export async function replaceGroup(deps: Deps, organisation: Organisation, actor: Actor, which: Which, group: JsonObject): Promise<Result<null, Problem>> {
  const wishes = readGroup(group)
  if (!wishes.ok) return wishes
  return wishes.value.name ? move(deps, organisation, actor, which, stepsOf(wishes.value)) : missingName
}

/** PATCH: each operation in its turn, all or none. */
export async function patchGroup(
  deps: Deps,
  organisation: Organisation,
  actor: Actor,
  which: Which,
  operations: readonly Operation[],
): Promise<Result<null, Problem>> {
  for (const operation of operations) {
    const problem = problemOfPath(operation, 'group')
    if (problem) return failure(problem)
  }
  const steps = readGroupSteps(operations)
  return steps.ok ? move(deps, organisation, actor, which, steps.value) : steps
}

/** The group and its memberships end; its people stay. */
export function removeGroup(deps: Deps, organisation: Organisation, actor: Actor, { id, ifMatch }: Which): Promise<Result<null, Problem>> {
  return allOrNothing(deps, async (deps) => {
    const held = await holdGroup(deps, organisation.id, id, actor.address)
    if (!held) return notFound
    if (isStale(held.version, ifMatch)) return stale
    await endGroup(deps, organisation.id, id)
    await record(deps, organisation, actor, 'removed', { group: id, name: held.group.name, removed: held.group.size })
    return success(null)
  })
}

function stepsOf({ members, ...wishes }: GroupWishes): GroupStep[] {
  return [{ do: 'write', wishes }, ...(members ? [{ do: 'replace' as const, ids: members }] : [])]
}

function move(deps: Deps, organisation: Organisation, actor: Actor, { id, ifMatch }: Which, steps: GroupStep[]): Promise<Result<null, Problem>> {
  return allOrNothing(deps, async (deps) => {
    const held = await holdGroup(deps, organisation.id, id, actor.address)
    if (!held) return notFound
    if (isStale(held.version, ifMatch)) return stale
    if (held.group.isByRule && steps.some((step) => step.do !== 'write')) return failure({ status: 400, scimType: 'mutability', key: 'scim.byRule' })
    const changed = await changeGroup(deps, organisation.id, id, steps)
    if (!changed.ok) return changed
    const { added, removed, fields } = changed.value
    if (added + removed + fields.length > 0) await record(deps, organisation, actor, 'changed', { group: id, added, removed, fields })
    return success(null)
  })
}

function record(deps: Deps, organisation: Organisation, actor: Actor, act: string, told: Record<string, string | number | string[]>): Promise<void> {
  const { details, ...event } = byToken(actor)
  const which = { organisationId: organisation.id, act: `provisioning.group-${act}`, outcome: 'success' as const }
  return recordEvent(deps, { ...event, ...which, details: { ...details, ...told } })
}

import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { type GroupFailure, makeGroup, moveMember, removeGroup, renameGroup, ruleGroup } from '@/lib/groups/change-group'
import type { GroupRule } from '@/lib/groups/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { type Client, whereFrom } from '../client'
import { refreshLater } from './refresh-groups'

type Who = { staffId: string; client: Client }
type Told = { organisationId: string; outcome: 'success'; actorId: string; personal: Record<string, string> }

const toldOf = (organisationId: string, { staffId, client }: Who, reason?: string): Told => ({
  organisationId,
  outcome: 'success',
  actorId: staffId,
  personal: { ...whereFrom(client), ...(reason ? { reason: reason.trim().slice(0, 500) } : {}) },
})

/** Everything that staff do with groups: the change and its row in the audit, together. */
export function changeGroups(deps: Deps, { id: organisationId }: Pick<Organisation, 'id'>, who: Who) {
  const told = toldOf(organisationId, who)
  return {
    make: (name: string): Promise<Result<{ id: string }, GroupFailure>> =>
      inTransaction(deps, async (deps) => {
        const made = await makeGroup(deps, organisationId, name)
        if (made.ok) await recordEvent(deps, { ...told, act: 'group.made', details: { groupId: made.value.id, name: made.value.name } })
        return made
      }),
    rename: (groupId: string, name: string): Promise<Result<unknown, GroupFailure>> =>
      inTransaction(deps, async (deps) => {
        const renamed = await renameGroup(deps, organisationId, groupId, name)
        if (renamed.ok) await recordEvent(deps, { ...told, act: 'group.renamed', details: { groupId, ...renamed.value } })
        return renamed
      }),
    rule: (groupId: string, rule: GroupRule | null): Promise<Result<unknown, GroupFailure>> =>
      inTransaction(deps, async (deps) => {
        const ruled = await ruleGroup(deps, organisationId, groupId, rule)
        if (!ruled.ok) return ruled
        await recordEvent(deps, { ...told, act: 'group.ruled', details: { groupId, name: ruled.value.name, rule: JSON.stringify(rule) } })
        await refreshLater(deps, organisationId)
        return ruled
      }),
    remove: (groupId: string, reason: string): Promise<Result<unknown, GroupFailure | 'desk.noReason'>> =>
      inTransaction(deps, async (deps) => {
        if (reason.trim() === '') return failure('desk.noReason')
        const removed = await removeGroup(deps, organisationId, groupId)
        if (!removed.ok) return removed
        await recordEvent(deps, { ...toldOf(organisationId, who, reason), act: 'group.removed', details: { groupId, ...removed.value } })
        await refreshLater(deps, organisationId)
        return removed
      }),
    move: (groupId: string, personId: string, isIn: boolean, reason: string): Promise<Result<unknown, GroupFailure | 'desk.noReason'>> =>
      inTransaction(deps, async (deps) => {
        if (reason.trim() === '') return failure('desk.noReason')
        const moved = await moveMember(deps, organisationId, groupId, personId, isIn)
        if (!moved.ok || !moved.value.isChanged) return moved
        const details = { groupId, name: moved.value.name }
        await recordEvent(deps, { ...toldOf(organisationId, who, reason), subjectId: personId, act: isIn ? 'group.joined' : 'group.left', details })
        await refreshLater(deps, organisationId)
        return success(null)
      }),
  }
}

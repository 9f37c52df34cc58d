import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { findGroup } from '@/lib/groups/find-group'
import type { Organisation } from '@/lib/organisations/schema'
import { exportPeople, giveLeave, leaveOf } from '@/lib/register-import/exporting/export-people'
import { type Client, whereFrom } from '../client'

type Asker = { staffId: string; client: Client }

/** Lets somebody take a copy of the register, or of a group, for a short time. */
export async function exportRegister(
  deps: Deps,
  { id: organisationId }: Pick<Organisation, 'id'>,
  { staffId, client }: Asker,
  wish: { groupId: string | null; reason: string },
): Promise<Result<string, 'desk.noReason' | 'groups.isGone'>> {
  const reason = wish.reason.trim().slice(0, 500)
  if (!reason) return failure('desk.noReason')
  const group = wish.groupId ? await findGroup(deps, organisationId, wish.groupId) : null
  if (wish.groupId && !group) return failure('groups.isGone')
  return inTransaction(deps, async (deps) => {
    const details = { groupId: group?.id ?? null, group: group?.name ?? null }
    await recordEvent(deps, {
      organisationId,
      act: 'register.export-asked',
      outcome: 'success',
      actorId: staffId,
      details,
      personal: { ...whereFrom(client), reason },
    })
    return success(await giveLeave(deps, organisationId, staffId, group?.id ?? null))
  })
}

/** The copy itself; null for who has no leave (any more). */
export async function takeExport(
  deps: Deps,
  { id: organisationId }: Pick<Organisation, 'id'>,
  { staffId, client }: Asker,
  id: string,
): Promise<AsyncGenerator<string> | null> {
  const leave = await leaveOf(deps, organisationId, staffId, id)
  if (!leave) return null
  const details = { groupId: leave.groupId }
  await recordEvent(deps, { organisationId, act: 'register.exported', outcome: 'success', actorId: staffId, details, personal: whereFrom(client) })
  return exportPeople(deps, organisationId, leave.groupId)
}

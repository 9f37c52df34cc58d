import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { undoImport } from '@/lib/register-import/undoing/undo-import'
import { lastImport } from '@/lib/register-import/uploads/find-upload'
import { orderUndo } from '@/lib/register-import/uploads/move-upload'
import { whereFrom } from '../client'
import { refreshLater } from '../groups/refresh-groups'
import type { ImportWish } from './apply-upload'

/** Has the last import taken back, if it is still the last; a second press finds it begun. */
export async function undoLastImport(
  deps: Deps,
  { id: organisationId }: Pick<Organisation, 'id'>,
  importId: string,
  { staffId, client, reason }: ImportWish,
): Promise<Result<null, 'desk.noReason' | 'importing.undo.notLast'>> {
  const why = reason.trim().slice(0, 500)
  if (!why) return failure('desk.noReason')
  const last = await lastImport(deps, organisationId)
  if (last?.id !== importId) return failure('importing.undo.notLast')
  return inTransaction(deps, async (deps) => {
    if (!(await orderUndo(deps, organisationId, importId, { by: staffId, reason: why }))) return success(null)
    const personal = { ...whereFrom(client), reason: why }
    await recordEvent(deps, { organisationId, act: 'import.undo-ordered', outcome: 'success', actorId: staffId, details: { importId }, personal })
    await enqueueJob(deps, 'undo-import', { organisationId, importId })
    return success(null)
  })
}

/** The worker's part. */
export async function workOnUndo(deps: Deps, { organisationId, importId }: { organisationId: string; importId: string }, databaseUrl: string): Promise<void> {
  const last = await lastImport(deps, organisationId)
  const counts = await undoImport(deps, { organisationId, importId, databaseUrl })
  if (!counts) return
  const personal = last?.undoReason ? { reason: last.undoReason } : undefined
  const actorId = last?.undoBy ?? null
  await recordEvent(deps, { organisationId, act: 'people.import-undone', outcome: 'success', actorId, details: { importId, ...counts }, personal })
  await refreshLater(deps, organisationId)
}

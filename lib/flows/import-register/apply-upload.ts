import { recordEvent } from '@/lib/audit/record-event'
import { type Deps, inTransaction } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { decideUpload } from '@/lib/register-import/uploads/move-upload'
import { type Client, whereFrom } from '../client'

export type ImportWish = { staffId: string; client: Client; reason: string }

/** Has an upload applied whose difference was looked at; a second press finds it decided. */
export async function applyUpload(
  deps: Deps,
  { id: organisationId }: Pick<Organisation, 'id'>,
  uploadId: string,
  { staffId, client, reason }: ImportWish,
): Promise<Result<null, 'desk.noReason'>> {
  const why = reason.trim().slice(0, 500)
  if (!why) return failure('desk.noReason')
  return inTransaction(deps, async (deps) => {
    if (!(await decideUpload(deps, organisationId, uploadId, { decidedBy: staffId, reason: why }))) return success(null)
    const personal = { ...whereFrom(client), reason: why }
    await recordEvent(deps, { organisationId, act: 'import.approved', outcome: 'success', actorId: staffId, details: { uploadId }, personal })
    await enqueueJob(deps, 'work-on-upload', { organisationId, uploadId })
    return success(null)
  })
}

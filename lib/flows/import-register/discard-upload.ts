import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import type { Organisation } from '@/lib/organisations/schema'
import { findUpload } from '@/lib/register-import/uploads/find-upload'
import { compareAgain, discardUpload as discard } from '@/lib/register-import/uploads/move-upload'
import { type Client, whereFrom } from '../client'

type Asker = { staffId: string; client: Client }

/** Throws an upload away that changed nothing. */
export async function discardUpload(deps: Deps, { id: organisationId }: Pick<Organisation, 'id'>, uploadId: string, { staffId, client }: Asker): Promise<void> {
  if (!(await discard(deps, organisationId, uploadId))) return
  const personal = whereFrom(client)
  await recordEvent(deps, { organisationId, act: 'import.discarded', outcome: 'success', actorId: staffId, details: { uploadId }, personal })
}

/** Compares an upload with the register as it is now. */
export async function compareUpload(deps: Deps, { id: organisationId }: Pick<Organisation, 'id'>, uploadId: string, { staffId, client }: Asker): Promise<void> {
  const upload = await findUpload(deps, organisationId, uploadId)
  if (!upload || !(await compareAgain(deps, upload))) return
  const personal = whereFrom(client)
  await recordEvent(deps, { organisationId, act: 'import.compared-again', outcome: 'success', actorId: staffId, details: { uploadId }, personal })
  await enqueueJob(deps, 'work-on-upload', { organisationId, uploadId })
}

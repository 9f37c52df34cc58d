import type { Deps } from '@/lib/core/db'
import { enqueueJob } from '@/lib/core/enqueue-job'
import { listOrganisations } from '@/lib/organisations/find-organisation'
import { listUndoWork, listUploadWork } from '@/lib/register-import/uploads/move-upload'
import { workOnUpload } from '@/lib/register-import/uploads/work-on-upload'
import { refreshLater } from '../groups/refresh-groups'

/** The worker's part: compares an upload, or applies it. The import itself is in the audit. */
export async function workOnImports(
  deps: Deps,
  { organisationId, uploadId }: { organisationId: string; uploadId: string },
  databaseUrl: string,
): Promise<void> {
  const organisation = (await listOrganisations(deps)).find(({ id }) => id === organisationId)
  if (!organisation) return
  if ((await workOnUpload(deps, organisation, uploadId, { databaseUrl })) === 'applied') await refreshLater(deps, organisationId)
}

/** Once a minute: what a worker left when it was killed, or what waited for another import, is gone on with. */
export async function resumeImports(deps: Deps): Promise<void> {
  for (const { organisationId, id } of await listUploadWork(deps)) await enqueueJob(deps, 'work-on-upload', { organisationId, uploadId: id })
  for (const { organisationId, id } of await listUndoWork(deps)) await enqueueJob(deps, 'undo-import', { organisationId, importId: id })
}

import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { keepFile } from '@/lib/files/keep-file'
import { removeFile } from '@/lib/files/remove-file'
import type { Upload } from '../schema'
import {
  beginUndo,
  deleteOldChanges,
  dropRunTables,
  findUpload,
  forgetComparison,
  insertUpload,
  listForgotten,
  listUndoing,
  listWork,
  moveUpload as move,
} from './store'

/** Takes a file in; it then waits to be compared. */
export async function takeUpload(
  deps: Deps,
  organisationId: string,
  { fileName, source, uploadedBy }: { fileName: string; source: AsyncIterable<Uint8Array>; uploadedBy: string },
): Promise<{ id: string; bytes: number }> {
  const id = timeOrderedId(deps.now())
  const { id: fileId, bytes } = await keepFile(deps, organisationId, fileName, source)
  await insertUpload(deps.db, organisationId, { id, fileId, fileName, bytes, uploadedBy, uploadedAt: deps.now() })
  return { id, bytes }
}

/** From looked at to being applied; false when it was decided on already. */
export const decideUpload = (deps: Deps, organisationId: string, id: string, decision: { decidedBy: string; reason: string }): Promise<boolean> =>
  move(deps.db, organisationId, id, { from: 'compared', to: 'applying' }, decision)

/** Compares anew: the difference was lost, or the register has moved on. */
export async function compareAgain(deps: Deps, upload: Upload): Promise<boolean> {
  const { organisationId, id, comparisonId } = upload
  const isMoved = await move(deps.db, organisationId, id, { from: 'compared', to: 'comparing' }, { comparisonId: null })
  if (isMoved && comparisonId) await dropRunTables(deps.db, organisationId, comparisonId)
  return isMoved
}

/** Throws an upload away that changed nothing, with its file and its difference. */
export async function discardUpload(deps: Deps, organisationId: string, id: string): Promise<boolean> {
  const upload = await findUpload(deps.db, organisationId, id)
  if (upload?.state !== 'compared') return false
  if (!(await move(deps.db, organisationId, id, { from: 'compared', to: 'discarded' }, { comparisonId: null, endedAt: deps.now() }))) return false
  if (upload.comparisonId) await dropRunTables(deps.db, organisationId, upload.comparisonId)
  await removeFile(deps, organisationId, upload.fileId)
  return true
}

/** Orders that the last import be taken back; false when it is already. */
export const orderUndo = (deps: Deps, organisationId: string, importId: string, { by, reason }: { by: string; reason: string }): Promise<boolean> =>
  beginUndo(deps.db, organisationId, importId, by, reason)

/** Of all organisations: what waits for a worker. */
export const listUploadWork = (deps: Deps) => listWork(deps.db)

/** Of all organisations: what somebody has to go on taking back. */
export const listUndoWork = (deps: Deps) => listUndoing(deps.db)

/** After this nobody takes back an import that ended before. */
export const forgetChanges = (deps: Deps, before: Date): Promise<void> => deleteOldChanges(deps.db, before)

/** What nobody decided on is thrown away; of what was applied, the notes go. */
export async function forgetUploads(deps: Deps, before: Date): Promise<void> {
  for (const { organisationId, id } of await listForgotten(deps.db, before)) {
    if (await discardUpload(deps, organisationId, id)) continue
    const upload = await findUpload(deps.db, organisationId, id)
    for (const run of [upload?.comparisonId, upload?.importId]) if (run) await dropRunTables(deps.db, organisationId, run)
    await forgetComparison(deps.db, organisationId, id)
    if (upload) await removeFile(deps, organisationId, upload.fileId)
  }
}

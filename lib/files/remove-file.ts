import type { Deps } from '@/lib/core/db'
import { log } from '@/lib/core/log'
import { configuredBucket, removePieces } from './bucket'
import { deleteFile, deleteUnfinished, forgetLeft, listLeft } from './store'

/** Files of one turn; the next hour takes the others. */
const atOnce = 1_000

export const removeFile = (deps: Deps, organisationId: string, id: string): Promise<void> => deleteFile(deps.db, organisationId, id)

export const removeUnfinishedFiles = (deps: Deps, before: Date): Promise<void> => deleteUnfinished(deps.db, before)

/** Takes out of the bucket what is gone here: only now, since whoever removed it might have been taken back. A store that is away is asked again in an hour. */
export async function removeLeftFiles(deps: Deps): Promise<void> {
  const bucket = configuredBucket()
  if (!bucket) return
  try {
    for (const { organisationId, fileId } of await listLeft(deps.db, atOnce)) {
      await removePieces(deps, bucket, { organisationId, fileId })
      await forgetLeft(deps.db, organisationId, fileId)
    }
  } catch (error) {
    log().error({ reason: String(error) }, 'files that are gone could not be taken out of the bucket; it is tried again in an hour')
  }
}

import type { Deps } from '@/lib/core/db'
import { deleteFile, deleteUnfinished } from './store'

export const removeFile = (deps: Deps, organisationId: string, id: string): Promise<void> => deleteFile(deps.db, organisationId, id)

export const removeUnfinishedFiles = (deps: Deps, before: Date): Promise<void> => deleteUnfinished(deps.db, before)

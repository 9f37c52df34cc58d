import type { Deps } from '@/lib/core/db'
import type { DifferenceKind, LastImport, Upload } from '../schema'
import { findUpload as find, findLastImport, type Left, listUploads as list, listLeft, type Note, readDifference as readDifferences, readNotes } from './store'

/** Days for which an import can be taken back. */
export const undoDays = 30

export const findUpload = (deps: Deps, organisationId: string, id: string): Promise<Upload | null> => find(deps.db, organisationId, id)

/** The newest first. */
export const listUploads = (deps: Deps, organisationId: string, count: number) => list(deps.db, organisationId, count)

/** The import that can be taken back, or that is being or was the last to be; null when there is none, or it is too old. */
export const lastImport = (deps: Deps, organisationId: string): Promise<LastImport | null> =>
  findLastImport(deps.db, organisationId, new Date(deps.now().getTime() - undoDays * 24 * 60 * 60_000))

type Page<Kind> = { kind: Kind; after: number; count: number }

/** A page of what the comparison found; null when it is there no more. */
export const readDifference = (deps: Deps, upload: Upload, page: Page<DifferenceKind>) =>
  upload.comparisonId ? readDifferences(deps.db, upload.organisationId, upload.comparisonId, page) : null

/** A page of what is said of lines: by the import where there was one, else by the comparison. */
export async function readUploadNotes(deps: Deps, upload: Upload, page: Page<Note['kind']>): Promise<Note[] | null> {
  const run = upload.importId ?? upload.comparisonId
  return run ? readNotes(deps.db, upload.organisationId, run, page) : null
}

/** Who was left as they are when the import was taken back. */
export const readLeft = (deps: Deps, organisationId: string, importId: string, after: string | null, count: number): Promise<Left[]> =>
  listLeft(deps.db, organisationId, importId, after, count)

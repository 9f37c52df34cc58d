import { Readable } from 'node:stream'
import type { Deps } from '@/lib/core/db'
import { readKeptFile } from '@/lib/files/read-kept-file'
import { removeFile } from '@/lib/files/remove-file'
import type { Organisation } from '@/lib/organisations/schema'
import { importPeople, type PeopleImport } from '../import-people'
import type { ImportProgress, ImportReport, Upload } from '../schema'
import { countAttempt, dropRunTables, findUpload, isImportRunning, moveUpload, setProgress } from './store'

/** Work that broke off so often does not begin again. */
const mostAttempts = 5
/** The row tells how far the work is at most this often; milliseconds. */
const progressPause = 400

/**
 * Does what an upload waits for: compares it with the register, or applies it. Waits when another import is at work. Runs
 * again without harm: what a killed worker left is gone on with.
 */
export async function workOnUpload(
  deps: Deps,
  organisation: Organisation,
  uploadId: string,
  { databaseUrl, personal = {} }: { databaseUrl: string; personal?: Record<string, string> },
): Promise<'applied' | 'other'> {
  const upload = await findUpload(deps.db, organisation.id, uploadId)
  if (!upload || (upload.state !== 'comparing' && upload.state !== 'applying')) return 'other'
  if (await isImportRunning(deps.db, organisation.id)) return 'other' // the clock comes back to it
  if ((await countAttempt(deps.db, organisation.id, uploadId)) > mostAttempts) {
    await moveUpload(deps.db, organisation.id, uploadId, { from: upload.state, to: 'failed' }, { endedAt: deps.now() })
    return 'other'
  }
  const isDryRun = upload.state === 'comparing'
  const why = { ...personal, ...(upload.reason ? { reason: upload.reason } : {}) }
  const report = await run(deps, upload, {
    organisation,
    isDryRun,
    actorId: upload.decidedBy,
    personal: why,
    databaseUrl,
    kept: isDryRun ? 'difference' : 'notes',
    onImported: (done) => settle(deps, upload, done),
  })
  if (report.refusal && report.refusal.key !== 'import.isBusy') await settle(deps, upload, report)
  return !isDryRun && report.refusal === null ? 'applied' : 'other'
}

type Options = Pick<PeopleImport, 'organisation' | 'isDryRun' | 'actorId' | 'personal' | 'databaseUrl' | 'kept' | 'onImported'>

async function run(deps: Deps, { id, organisationId, fileId, fileName, state }: Upload, options: Options): Promise<ImportReport> {
  const isStillWanted = async () => (await findUpload(deps.db, organisationId, id))?.state === state
  let told = 0
  let telling: Promise<unknown> = Promise.resolve()
  const onProgress = (progress: ImportProgress) => {
    if (performance.now() - told < progressPause) return
    told = performance.now()
    telling = telling.then(() => setProgress(deps.db, organisationId, id, progress)).catch(() => {}) // only how far it is
  }
  const file = Readable.from(readKeptFile(deps, organisationId, fileId))
  try {
    return await importPeople(deps, { ...options, file, fileName, isStaffLeftOut: true, isStillWanted, onProgress })
  } finally {
    await telling
  }
}

async function settle(deps: Deps, upload: Upload, { refusal, counts, gone, runId }: ImportReport): Promise<void> {
  const { organisationId, id, state: from } = upload
  const endedAt = deps.now()
  if (refusal) {
    await moveUpload(deps.db, organisationId, id, { from, to: 'refused' }, { refusal, endedAt })
    await removeFile(deps, organisationId, upload.fileId)
  } else if (from === 'comparing') {
    await moveUpload(deps.db, organisationId, id, { from, to: 'compared' }, { counts: { ...counts, gone: gone ?? 0 }, comparisonId: runId })
  } else {
    const { comparisonId } = upload
    await moveUpload(
      deps.db,
      organisationId,
      id,
      { from, to: 'applied' },
      { counts: { ...counts, gone: upload.counts?.gone ?? 0 }, importId: runId, comparisonId: null, reason: null, endedAt },
    )
    if (comparisonId) await dropRunTables(deps.db, organisationId, comparisonId)
    await removeFile(deps, organisationId, upload.fileId)
  }
}

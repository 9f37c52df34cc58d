import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { isDearerThanOurs, isKnownHashFormat } from '@/lib/passwords/hash-format'
import { matchFile } from './matching/match-file'
import { mergeBatches } from './merging/merge-batches'
import { noteGone } from './merging/store'
import { readMobiles } from './read-mobiles'
import type { ImportNote, ImportProgress, ImportReport, Reason, RegisterColumn } from './schema'
import { readColumns, stageRows } from './stage-rows'
import {
  beginMerging,
  besides,
  closeStaging,
  connect,
  copyIntoRows,
  countRun,
  endRun,
  isStagingWhole,
  type Kept,
  listUnfinished,
  lockOrganisation,
  makeRun,
  openRun,
  type Run,
  readNotes,
} from './store'
import { type FileSurvey, surveyFile } from './survey-file'

export type PeopleImport = {
  organisation: Organisation
  /** a path, or a stream that is kept in a temporary file while the import runs */
  file: string | Readable
  fileName: string
  isDryRun: boolean
  /** the import opens a connection of its own */
  databaseUrl: string
  /** the administrator who imports; null for the command line */
  actorId?: string | null
  /** beside the file's name in the audit: why, and from where */
  personal?: Record<string, string>
  /** roles of staff want two pairs of eyes: they are left out, and reported */
  isStaffLeftOut?: boolean
  /** asked when no other import is at work any more: somebody may have done it meanwhile */
  isStillWanted?: () => Promise<boolean>
  /** awaited before any other import of the organisation may begin: what `isStillWanted` goes by is written here */
  onImported?: (report: ImportReport) => Promise<void>
  /** what outlives the run, to be looked at by the report's `runId` */
  kept?: Kept
  onProgress?: (progress: ImportProgress) => void
  /** given every note in the order of the file; the report holds the first thousand */
  onNote?: (note: ImportNote) => void
}

/** How many notes the report itself holds. */
const reportedNotes = 1_000

/**
 * Imports a register file. Good rows go in, bad ones are reported; the same file again changes nothing; an import that
 * was killed goes on where it was, or starts over without doubling anything. Memory does not grow with the file.
 */
export async function importPeople(deps: Deps, options: PeopleImport): Promise<ImportReport> {
  if (typeof options.file === 'string') return importFile(deps, options, options.file)
  const folder = await mkdtemp(join(tmpdir(), 'porten-import-'))
  try {
    const path = join(folder, 'register.csv')
    await pipeline(options.file, createWriteStream(path, { mode: 0o600 }))
    return await importFile(deps, options, path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function importFile(deps: Deps, options: PeopleImport, path: string): Promise<ImportReport> {
  const survey = await surveyFile(path, options.onProgress ?? ignore)
  if (!survey.ok) return refused(options, survey.failure)
  const columns = readColumns(survey.value.header)
  if (!columns.ok) return refused(options, columns.failure)
  const client = await connect(options.databaseUrl)
  try {
    const mayBegin = (await isOnlyImport(client, options.organisation.id)) && (await (options.isStillWanted?.() ?? true))
    if (!mayBegin) return refused(options, { key: 'import.isBusy' })
    const report = await importAlone(deps, options, { client, path, survey: survey.value, columns: columns.value })
    if (!report.refusal) await options.onImported?.(report)
    return report
  } finally {
    await client.end().catch(ignore)
  }
}

type Work = { client: pg.Client; path: string; survey: FileSurvey; columns: RegisterColumn[] }

async function importAlone(deps: Deps, options: PeopleImport, work: Work): Promise<ImportReport> {
  const onProgress = options.onProgress ?? ignore
  const resumed = await resumeRun(deps, options, work)
  const run = resumed ?? openRun(work.client, options.organisation.id, randomUUID())
  if (!resumed) {
    const refusal = await stageFile(deps, options, work, run)
    if (refusal) {
      await endRun(run, 'abandoned', deps.now())
      return refused(options, refusal)
    }
  }
  const second = await connect(options.databaseUrl)
  try {
    const { isDryRun, isStaffLeftOut = false } = options
    const isDifferenceKept = isDryRun && options.kept === 'difference'
    await mergeBatches({ run, second: besides(run, second), columns: work.columns, isDryRun, isDifferenceKept, isStaffLeftOut, now: deps.now, onProgress })
  } finally {
    await second.end().catch(ignore)
  }

  const { organisation, isDryRun, actorId, fileName, personal, kept } = options
  const gone = kept === 'difference' ? await noteGone(run) : null
  const counts = await countRun(run)
  const notes: ImportNote[] = []
  for await (const some of readNotes(run)) {
    notes.push(...some.slice(0, reportedNotes - notes.length))
    if (options.onNote) some.forEach(options.onNote)
  }
  if (!isDryRun) {
    const details = { ...counts, digest: work.survey.digest.toString('hex') }
    await recordEvent(deps, {
      organisationId: organisation.id,
      act: 'people.imported',
      outcome: 'success',
      actorId,
      details,
      personal: { ...personal, fileName },
    })
  }
  await endRun(run, 'finished', deps.now(), kept)
  return { refusal: null, isDryRun, runId: run.id, wasResumed: resumed !== null, counts, gone, notes }
}

/** Finds the killed run of the same file, if its staged rows are still there, and clears away every other one. */
async function resumeRun(deps: Deps, { organisation, isDryRun }: PeopleImport, { client, survey }: Work): Promise<Run | null> {
  let found: Run | null = null
  for (const row of await listUnfinished(client, organisation.id, survey.digest, organisation.version)) {
    const run = openRun(client, organisation.id, row.id)
    if (!found && !isDryRun && row.isSame && row.state === 'merging' && (await isStagingWhole(run, row.rowsStaged))) found = run
    else await endRun(run, 'abandoned', deps.now())
  }
  return found
}

async function stageFile(deps: Deps, options: PeopleImport, { path, survey, columns }: Work, run: Run): Promise<Reason | null> {
  const { organisation, fileName, isDryRun } = options
  const onProgress = options.onProgress ?? ignore
  const startedAt = deps.now()
  await makeRun(run, { fileName, digest: survey.digest, version: organisation.version, isDryRun, startedAt })
  const context = { languages: organisation.settings.languages, readMobile: readMobiles(organisation.settings.country), isKnownHashFormat, isDearerThanOurs }
  const staged = await stageRows({ path, survey, context, startedAt, copy: copyIntoRows(run), onProgress })
  if (!staged.ok) return staged.failure
  await closeStaging(run, staged.value.rows)
  onProgress({ phase: 'matching', done: 0, total: staged.value.rows })
  await matchFile(run, columns, staged.value.rows)
  await beginMerging(run)
  return null
}

/** A killed import's connection may live on for a second or two. */
async function isOnlyImport(client: pg.Client, organisationId: string): Promise<boolean> {
  for (let tries = 0; tries < 12; tries++) {
    if (await lockOrganisation(client, organisationId)) return true
    await wait(250)
  }
  return false
}

function refused({ isDryRun }: PeopleImport, refusal: Reason): ImportReport {
  const counts = { rows: 0, created: 0, changed: 0, unchanged: 0, refused: 0, kept: 0, warnings: 0 }
  return { refusal, isDryRun, runId: null, wasResumed: false, counts, gone: null, notes: [] }
}

const ignore = () => {}

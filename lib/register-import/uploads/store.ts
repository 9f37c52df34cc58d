import type { Db } from '@/lib/core/db'
import { Prisma, reveal } from '@/lib/core/prisma'
import type { Difference, DifferenceKind, LastImport, UndoCounts, Upload, UploadCounts } from '../schema'
import { tablesOf } from '../store'

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>
const findRow = (db: Db, organisationId: string, id: string) => reveal(db).registerUpload.findUnique({ where: { organisationId_id: { organisationId, id } } })
const uploadOf = ({ bytes, done, total, ...row }: Row): Upload => ({
  ...row,
  state: row.state as Upload['state'],
  phase: row.phase as Upload['phase'],
  refusal: row.refusal as Upload['refusal'],
  counts: row.counts as Upload['counts'],
  bytes: Number(bytes),
  done: Number(done),
  total: Number(total),
})

export async function insertUpload(
  db: Db,
  organisationId: string,
  upload: { id: string; fileId: string; fileName: string; bytes: number; uploadedBy: string; uploadedAt: Date },
): Promise<void> {
  await reveal(db).registerUpload.create({ data: { organisationId, ...upload }, select: { id: true } })
}

export async function findUpload(db: Db, organisationId: string, id: string): Promise<Upload | null> {
  const row = await findRow(db, organisationId, id)
  return row && uploadOf(row)
}

/** The newest first, with whether their import was taken back. */
export async function listUploads(db: Db, organisationId: string, count: number): Promise<(Upload & { isUndone: boolean })[]> {
  const rows = await reveal(db).registerUpload.findMany({ where: { organisationId }, orderBy: { uploadedAt: 'desc' }, take: count })
  const id = { in: rows.flatMap(({ importId }) => importId ?? []) }
  const undone = await reveal(db).registerImport.findMany({ where: { organisationId, id, undoState: 'undone' }, select: { id: true } })
  return rows.map((row) => ({ ...uploadOf(row), isUndone: undone.some(({ id }) => id === row.importId) }))
}

/** Of all organisations: what somebody has to go on with, should the one who began be gone. */
export function listWork(db: Db): Promise<{ organisationId: string; id: string }[]> {
  return reveal(db).registerUpload.findMany({ where: { state: { in: ['comparing', 'applying'] } }, select: { organisationId: true, id: true } })
}

/** Of all organisations: uploads that nobody decided on, or whose difference nobody needs any more. */
export function listForgotten(db: Db, before: Date): Promise<{ organisationId: string; id: string }[]> {
  const where = { uploadedAt: { lt: before }, OR: [{ state: { in: ['compared', 'refused', 'failed'] } }, { comparisonId: { not: null } }] }
  return reveal(db).registerUpload.findMany({
    where: { ...where, NOT: { state: { in: ['comparing', 'applying'] } } },
    select: { organisationId: true, id: true },
  })
}

/** Whether an import of the organisation is at work now, wherever. */
export async function isImportRunning(db: Db, organisationId: string): Promise<boolean> {
  const [found] = await reveal(db).$queryRaw<{ isRunning: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND (classid::bigint << 32) | objid::bigint = hashtextextended(${`porten people import ${organisationId}`}, 0)) AS "isRunning"`
  return found?.isRunning ?? false
}

export async function countAttempt(db: Db, organisationId: string, id: string): Promise<number> {
  const found = await reveal(db).registerUpload.update({
    where: { organisationId_id: { organisationId, id } },
    data: { attempts: { increment: 1 } },
    select: { attempts: true },
  })
  return found.attempts
}

export async function setProgress(db: Db, organisationId: string, id: string, { phase, done, total }: { phase: string; done: number; total: number }) {
  await reveal(db).registerUpload.updateMany({ where: { organisationId, id, state: { in: ['comparing', 'applying'] } }, data: { phase, done, total } })
}

type Changes = Partial<{
  comparisonId: string | null
  importId: string | null
  counts: UploadCounts
  refusal: Upload['refusal']
  decidedBy: string
  reason: string | null
  endedAt: Date
}>

/** False when the upload was in another state already. */
export async function moveUpload(
  db: Db,
  organisationId: string,
  id: string,
  { from, to }: { from: Upload['state']; to: Upload['state'] },
  { counts, refusal, ...changes }: Changes = {},
): Promise<boolean> {
  const json = { ...(counts ? { counts } : {}), ...(refusal ? { refusal: refusal as Prisma.InputJsonObject } : {}) }
  const { count } = await reveal(db).registerUpload.updateMany({
    where: { organisationId, id, state: from },
    data: { ...changes, ...json, state: to, phase: null, done: 0, total: 0, attempts: 0 },
  })
  return count === 1
}

export async function forgetComparison(db: Db, organisationId: string, id: string): Promise<void> {
  await reveal(db).registerUpload.updateMany({ where: { organisationId, id }, data: { comparisonId: null } })
}

/** Of a run that is over: `isWhole` takes the notes too. */
export async function dropRunTables(db: Db, organisationId: string, runId: string): Promise<void> {
  const known = await reveal(db).registerImport.count({ where: { organisationId, id: runId } })
  if (known === 0) return
  await reveal(db).$executeRawUnsafe(`DROP TABLE IF EXISTS ${Object.values(tablesOf(runId)).join(', ')}`)
}

/** A page of what a dry run found, in the order of the file (of those who are missing from it, by name); null when a crash of the database took it away. */
export async function readDifference(
  db: Db,
  organisationId: string,
  runId: string,
  { kind, after, count }: { kind: DifferenceKind; after: number; count: number },
): Promise<Difference[] | null> {
  if (!(await isThere(db, organisationId, runId, 'changes'))) return null
  const { changes, rows } = tablesOf(runId)
  const who = Prisma.sql`x.member_number AS "memberNumber", x.username, x.email, coalesce(x.given_name, '') AS "givenName", coalesce(x.family_name, '') AS "familyName"`
  const people =
    kind === 'new'
      ? Prisma.sql`${Prisma.raw(rows)} x ON x.line = c.line`
      : Prisma.sql`persons x ON x.organisation_id = ${organisationId}::uuid AND x.id = c.person_id`
  const id = kind === 'new' ? Prisma.sql`NULL` : Prisma.sql`c.person_id`
  return reveal(db).$queryRaw<Difference[]>`
    SELECT c.line, ${id} AS "personId", c.changes, ${who} FROM ${Prisma.raw(changes)} c JOIN ${people}
    WHERE c.kind = ${kind} AND c.line > ${after} ORDER BY c.line LIMIT ${count}`
}

export type Note = { line: number; kind: 'refused' | 'warning'; column: string | null; key: string; values: Record<string, string | number> | null }

/** What is said of the next `count` lines of the file that something is said of; null when it is not there any more. */
export async function readNotes(
  db: Db,
  organisationId: string,
  runId: string,
  { kind, after, count }: { kind: Note['kind']; after: number; count: number },
): Promise<Note[] | null> {
  if (!(await isThere(db, organisationId, runId, 'notes'))) return null
  const notes = Prisma.raw(tablesOf(runId).notes)
  return reveal(db).$queryRaw<Note[]>`
    SELECT line, kind, "column", key, "values" FROM ${notes} WHERE kind = ${kind} AND line IN (
      SELECT DISTINCT line FROM ${notes} WHERE kind = ${kind} AND line > ${after} ORDER BY line LIMIT ${count})
    ORDER BY line, "column"`
}

/** The tables of a run lie outside the crash's memory: after one they are there and empty. */
async function isThere(db: Db, organisationId: string, runId: string, table: 'changes' | 'notes'): Promise<boolean> {
  const { notes, changes } = tablesOf(runId)
  const [found] = await reveal(db).$queryRaw<{ isThere: boolean }[]>`
    SELECT to_regclass(${table === 'notes' ? notes : changes}) IS NOT NULL AS "isThere" FROM register_imports WHERE organisation_id = ${organisationId}::uuid AND id = ${runId}::uuid`
  return found?.isThere ?? false
}

/** The last import that changed anything, if it ended after `since`; what is older can't be taken back. */
export async function findLastImport(db: Db, organisationId: string, since: Date): Promise<LastImport | null> {
  const found = await reveal(db).registerImport.findFirst({
    where: { organisationId, isDryRun: false, state: 'finished', OR: [{ created: { gt: 0 } }, { changed: { gt: 0 } }] },
    orderBy: { finishedAt: 'desc' },
  })
  if (!found?.finishedAt || found.finishedAt < since) return null
  const { id, fileName, finishedAt, created, changed, undoBy, undoReason, undoneAt } = found
  const undoState = found.undoState as LastImport['undoState']
  return { id, fileName, finishedAt, created, changed, undoState, undoBy, undoReason, undoneAt, undoCounts: found.undoCounts as UndoCounts | null }
}

/** False when it is being taken back already. */
export async function beginUndo(db: Db, organisationId: string, id: string, by: string, reason: string): Promise<boolean> {
  const { count } = await reveal(db).registerImport.updateMany({
    where: { organisationId, id, undoState: null },
    data: { undoState: 'undoing', undoBy: by, undoReason: reason, undoCounts: { removed: 0, restored: 0, left: 0 } },
  })
  return count === 1
}

/** Of all organisations: imports that somebody has to go on taking back. */
export function listUndoing(db: Db): Promise<{ organisationId: string; id: string }[]> {
  return reveal(db).registerImport.findMany({ where: { undoState: 'undoing' }, select: { organisationId: true, id: true } })
}

/** Of all organisations: what can't be taken back any more. */
export async function deleteOldChanges(db: Db, before: Date): Promise<void> {
  await reveal(db).$executeRaw`DELETE FROM register_import_changes c USING register_imports i
    WHERE i.organisation_id = c.organisation_id AND i.id = c.import_id AND i.finished_at < ${before}`
  await reveal(db).registerImport.updateMany({ where: { finishedAt: { lt: before } }, data: { namesForgotten: Prisma.DbNull, groupsMade: [] } })
}

export type Left = { personId: string; givenName: string; familyName: string; memberNumber: string | null; isNew: boolean; leftFields: string[] }

/** People whom the undoing left as they are, wholly or in part, because somebody changed them since. */
export function listLeft(db: Db, organisationId: string, importId: string, after: string | null, count: number): Promise<Left[]> {
  return reveal(db).$queryRaw<Left[]>`
    SELECT c.person_id AS "personId", p.given_name AS "givenName", p.family_name AS "familyName", p.member_number AS "memberNumber", c.is_new AS "isNew", c.left_fields AS "leftFields"
    FROM register_import_changes c JOIN persons p ON p.organisation_id = c.organisation_id AND p.id = c.person_id
    WHERE c.organisation_id = ${organisationId}::uuid AND c.import_id = ${importId}::uuid AND (c.is_new OR c.left_fields <> '{}')
      AND c.person_id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000') ORDER BY c.person_id LIMIT ${count}`
}

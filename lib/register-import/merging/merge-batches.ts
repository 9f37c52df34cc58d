import { namesGivenUp } from '../rules'
import type { ImportProgress, RegisterColumn } from '../schema'
import type { Run } from '../store'
import {
  analyseRegister,
  type Batch,
  countBatch,
  dropNames,
  fillBatch,
  forgetTakenNames,
  keepChanges,
  listBatches,
  listRenamings,
  lockChangedPersons,
  makeBatchTable,
  markBatchMerged,
  markNamesFormer,
  noteBatch,
  noteDifference,
  refuseTaken,
  seeNames,
  writeGroups,
  writeNames,
  writePasswords,
  writePersons,
  writeRoles,
} from './store'

/** Lines of the file that one transaction merges. */
const batchLines = 20_000
/** The first transaction is short: PostgreSQL plans the others by what it has seen of the register when it has ended. */
const firstLines = 2_000

type Merging = {
  run: Run
  /** the same run through another connection: two batches at a time */
  second: Run
  columns: RegisterColumn[]
  isDryRun: boolean
  /** a dry run whose difference is looked at afterwards */
  isDifferenceKept: boolean
  isStaffLeftOut: boolean
  now: () => Date
  onProgress: (progress: ImportProgress) => void
}

/** Merges the staged rows that are not merged yet, each batch in a transaction that also says that it is. */
export async function mergeBatches(merging: Merging): Promise<void> {
  const { run, second, isDryRun, onProgress } = merging
  const batches = await listBatches(run, firstLines, batchLines)
  const total = batches.at(-1)?.upTo ?? 0
  let next = 0
  const merge = async (run: Run, batch: Batch) => {
    await mergeBatch(run, batch, merging)
    onProgress({ phase: 'merging', done: batch.upTo, total })
  }
  const work = async (run: Run) => {
    for (let batch = batches[next++]; batch; batch = batches[next++]) await merge(run, batch)
  }
  const failed = (error: unknown) => {
    next = batches.length // the other connection ends its batch and begins no more
    throw error
  }
  await Promise.all([makeBatchTable(run), makeBatchTable(second)])
  const first = batches[0]?.after === 0 ? batches.shift() : undefined
  if (first) await merge(run, first)
  if (batches.length > 0 && !isDryRun) await analyseRegister(run)
  const ended = await Promise.allSettled([work(run).catch(failed), work(second).catch(failed)])
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  if (!isDryRun) await forgetTakenNames(run)
}

async function mergeBatch(run: Run, batch: Batch, { columns, isDryRun, isDifferenceKept, isStaffLeftOut, now }: Merging): Promise<void> {
  for (let tries = 1; ; tries++) {
    await run.client.query('BEGIN')
    try {
      await fillBatch(run, batch, columns, isStaffLeftOut)
      let counts = await countBatch(run)
      if (!isDryRun && counts.changed > 0) {
        // Only now is it known whom to hold; what they changed meanwhile is read again.
        await lockChangedPersons(run)
        await fillBatch(run, batch, columns, isStaffLeftOut)
        counts = await countBatch(run)
      }
      const isWritten = isDryRun || counts.created + counts.changed === 0 || (await writeBatch(run, columns, counts.changed > 0, now()))
      if (isWritten) {
        await noteBatch(run)
        if (isDifferenceKept) await noteDifference(run)
        await markBatchMerged(run, batch, counts)
        await run.client.query('COMMIT')
        return
      }
      await run.client.query('ROLLBACK')
    } catch (error) {
      await run.client.query('ROLLBACK').catch(() => {})
      if (!isOthersDoing(error) || tries >= 5) throw error
    }
    if ((await refuseTaken(run, batch)) === 0 && tries >= 5) throw new Error(`The rows after line ${batch.after} could not be merged.`)
  }
}

/** False when a name of the batch is somebody else's by now. */
async function writeBatch(run: Run, columns: RegisterColumn[], areSomeChanged: boolean, now: Date): Promise<boolean> {
  if (areSomeChanged) await seeNames(run)
  const renamings = (await listRenamings(run)).map((renaming) => ({ personId: renaming.personId, ...namesGivenUp(renaming) }))
  await dropNames(
    run,
    renamings.flatMap(({ personId, dropped }) => dropped.map((value) => ({ personId, value }))),
  )
  await markNamesFormer(
    run,
    renamings.flatMap(({ personId, former }) => (former === null ? [] : [{ personId, value: former }])),
  )
  await writePersons(run, now)
  if (!(await writeNames(run))) return false
  if (columns.includes('groups')) await writeGroups(run)
  if (columns.includes('roles')) await writeRoles(run, now)
  if (columns.includes('passwordHash')) await writePasswords(run, now)
  if (areSomeChanged) await keepChanges(run)
  return true
}

/** A deadlock, a name that is taken, a person who is gone: people went on working while the import ran. */
const isOthersDoing = (error: unknown) => error instanceof Error && 'code' in error && ['40P01', '23505', '23503'].includes(String(error.code))

import { basename } from 'node:path'
import { importPeople } from '@/lib/register-import/import-people'
import type { ImportNote, ImportReport } from '@/lib/register-import/schema'
import { speak } from '@/lib/words/speak'
import { progressOn } from './progress'
import { explain, print, Refusal, warn } from './say'
import { organisationOf, type Session, withDatabase } from './session'

const english = speak('en')

/** Imports a register file, and tells each row that was left out, kept or warned of. */
export const importFile = (path: string, slug: string, isDryRun: boolean) => withDatabase((session) => importInto(session, path, slug, isDryRun))

async function importInto(session: Session, path: string, slug: string, isDryRun: boolean) {
  const organisation = await organisationOf(session, slug)
  const { databaseUrl, deps } = session
  const progress = progressOn(process.stderr)
  let hasMerged = false
  const report = await importPeople(deps, {
    organisation,
    file: path,
    fileName: basename(path),
    isDryRun,
    databaseUrl,
    onProgress: (step) => {
      hasMerged ||= step.phase === 'merging' && !isDryRun
      progress.show(step)
    },
    onNote: (note) => print(noteLine(note)),
  }).catch((error) => {
    if (!hasMerged) throw error
    warn(explain(error))
    warn('The import stopped half-way. Run the same command again: it goes on where it stopped.')
    return null
  })
  progress.end()
  if (report?.refusal) throw new Refusal(`${path}: ${english(report.refusal.key, report.refusal.values)}`)
  if (report) print(summary(report))
  process.exitCode = report && report.counts.refused === 0 ? 0 : report && isNothingDone(report) ? 2 : 1
}

const isNothingDone = ({ counts }: ImportReport) => counts.refused === counts.rows

function noteLine({ line, kind, column, key, values }: ImportNote): string {
  const mark = { refused: 'refused', kept: 'kept', warning: 'warning' }[kind]
  return `line ${line}${column ? `, ${column}` : ''}: ${mark}: ${english(key, values)}`
}

function summary({ counts, isDryRun, wasResumed }: ImportReport): string {
  const parts = [
    `${counts.rows} rows`,
    `${counts.created} new`,
    `${counts.changed} changed`,
    `${counts.unchanged} unchanged`,
    `${counts.refused} refused`,
    ...(counts.kept > 0 ? [`${counts.kept} values kept as people changed them`] : []),
    ...(counts.warnings > 0 ? [`${counts.warnings} warnings`] : []),
  ]
  return `${isDryRun ? 'Dry run, nothing was written: ' : ''}${wasResumed ? 'Gone on from where it was stopped: ' : ''}${parts.join(', ')}.`
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { type Finding, isMet } from './measure'

/** Prints the table and keeps it as JSON. */
export function report(findings: Finding[], folder: string, run: { loadBefore: number; isQuick: boolean }): void {
  const number = (value: number | null) => (value === null ? '–' : value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 }))
  const lines = findings.map((finding) => {
    const { name, what, ours, theirs, unit, ratio, target, held } = finding
    const bound = target ? ('atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`) : ''
    const met = isMet(finding)
    return [
      name,
      what,
      `${number(ours)} ${unit}`,
      theirs === null ? '–' : `${number(theirs)} ${unit}`,
      number(held ?? ratio),
      bound,
      met === null ? '' : met ? 'met' : 'NOT MET',
    ]
  })
  const rows = [['benchmark', 'what', 'portal', 'beside it', 'ratio', 'target', ''], ...lines]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  for (const row of rows)
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
  if (run.loadBefore > 0.5)
    process.stdout.write(`The machine was not idle before (load ${number(run.loadBefore)} on ${cpus().length} cores): rates, and their ratios, may be off.\n`)
  mkdirSync(folder, { recursive: true })
  const machine = { cores: cpus().length, processor: cpus()[0]?.model, memoryGigabytes: Math.round(totalmem() / 2 ** 30), node: process.version }
  writeFileSync(
    `${folder}/latest.json`,
    `${JSON.stringify({ at: new Date().toISOString(), machine, run, findings: findings.map((finding) => ({ ...finding, isMet: isMet(finding) })) }, null, 2)}\n`,
  )
}

/** `npm test`: the checks, the tests beside the code on a real PostgreSQL, then the journeys in a real browser. `--long` adds the long forms. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Counts, countsOf, nodeIsTooOld, summary } from './test-counts'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = join(root, '.data', 'reports')

/** `script` is one of package.json's, so that a step can be run alone as well. */
type Step = { name: string; script: string; words?: string[]; env?: Record<string, string>; report?: string; after?: () => Promise<unknown> }

const unitReport = join(reports, 'unit.json')
const journeyReport = join(reports, 'e2e.json')
let directories: Promise<unknown> = Promise.resolve()
const steps: Step[] = [
  { name: 'types', script: 'types' },
  { name: 'lint', script: 'lint' },
  { name: 'floors', script: 'floors' },
  { name: 'dead code', script: 'dead-code' },
  {
    name: 'unit and integration',
    script: 'test:unit',
    words: ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    report: unitReport,
    after: () => directories,
  },
  { name: 'journeys', script: 'test:e2e', env: { E2E_REPORT: journeyReport }, report: journeyReport },
]

async function main(): Promise<number> {
  const problem = nodeIsTooOld(process.versions.node)
  if (problem) {
    process.stderr.write(`${problem}\n`)
    return 1
  }
  for (const { report } of steps) if (report) rmSync(report, { force: true })
  mkdirSync(reports, { recursive: true })
  directories = installDirectories()
  const isLong = process.argv.includes('--long')
  const total: Counts = { passed: 0, failed: 0 }
  let code = 0
  for (const step of steps) {
    await step.after?.()
    const began = Date.now()
    say(`\n▶ ${step.name}`)
    code = await run(step, isLong)
    const counts = step.report && existsSync(step.report) ? countsOf(JSON.parse(readFileSync(step.report, 'utf8'))) : null
    // Silence is no success: a step of tests that reported none has not run.
    if (code === 0 && step.report && (counts?.passed ?? 0) === 0) code = 1
    total.passed += counts?.passed ?? 0
    total.failed += Math.max(counts?.failed ?? 0, code === 0 ? 0 : 1)
    say(`${code === 0 ? '✔' : '✘'} ${step.name}, ${((Date.now() - began) / 1000).toFixed(1)} s`)
    if (code !== 0) break
  }
  say(`\n${summary(total)}`)
  return code
}

/** Runs one step and returns its exit code; Ctrl-C reaches it too, and is waited for. */
function run({ script, words = [], env }: Step, isLong: boolean): Promise<number> {
  const child = spawn('npm', ['run', '--silent', script, ...words], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...(isLong ? { LONG: '1' } : {}), ...env },
  })
  return new Promise((done, broken) => child.once('error', broken).once('exit', (code) => done(code ?? 1)))
}

/** Beside the checks; whatever becomes of it, the tests go on. */
function installDirectories(): Promise<unknown> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/install-directories.ts'], { cwd: root, stdio: 'inherit' })
  return new Promise((done) => child.once('error', done).once('exit', done))
}

function say(text: string) {
  process.stdout.write(`${text}\n`)
}

process.on('SIGINT', () => {})
process.exitCode = await main()

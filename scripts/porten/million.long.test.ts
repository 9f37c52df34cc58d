import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { makeRegister } from '@/bench/make-register'
import { testDatabase } from '@/e2e/support/database'
import { reveal } from '@/lib/core/prisma'
import { presets } from '@/lib/organisations/presets/all'

const test = testDatabase()
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'porten-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The operator's import as a process of its own: what it said, and the most memory that it held (Linux tells), in MB. */
function runImport(file: string): Promise<{ code: number | null; out: string; megabytes: number; seconds: number }> {
  const began = performance.now()
  const words = ['--import', 'tsx', 'scripts/porten.ts', 'people', 'import', file, '--organisation', 'million']
  const child = spawn(process.execPath, words, { cwd: root, env: { ...process.env, DATABASE_URL: test.url }, stdio: ['ignore', 'pipe', 'ignore'] })
  let [out, megabytes] = ['', 0]
  child.stdout.on('data', (text) => {
    out += text
  })
  const watch = setInterval(() => {
    try {
      megabytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024
    } catch {}
  }, 250)
  return new Promise((done) =>
    child.once('close', (code) => {
      clearInterval(watch)
      done({ code, out, megabytes, seconds: (performance.now() - began) / 1_000 })
    }),
  )
}

it('a million people go in with less than 300 MB of memory, and again nothing changes', { timeout: 1_800_000 }, async () => {
  await reveal(test.deps.db).organisation.create({ data: { id: randomUUID(), slug: 'million', settings: presets.securia as object } })
  const file = join(folder, 'million.csv')
  await makeRegister(file, 1_000_000)
  const first = await runImport(file)
  expect(first).toMatchObject({ code: 0, out: '1000000 rows, 1000000 new, 0 changed, 0 unchanged, 0 refused.\n' })
  const again = await runImport(file)
  expect(again).toMatchObject({ code: 0, out: '1000000 rows, 0 new, 0 changed, 1000000 unchanged, 0 refused.\n' })
  for (const { megabytes, seconds } of [first, again]) {
    process.stdout.write(`A million rows: ${Math.round(seconds)} s, at most ${Math.round(megabytes)} MB.\n`)
    expect(megabytes).toBeLessThan(300)
  }
  expect(await reveal(test.deps.db).identifier.count()).toBe(3_000_000)
})

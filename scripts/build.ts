/** `npm run build`: the production build, and nothing when the sources have not changed since the last one (`--if-stale`). */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prisma } from './prisma'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampFile = join(root, '.next', 'built-from')
const sources = ['app', 'components', 'lib', 'public', 'prisma', 'package-lock.json', 'next.config.js', 'postcss.config.mjs', 'instrumentation.ts']

/** Builds for production when something that the build depends on has changed; true when it built. */
export function buildIfStale(): boolean {
  const now = digest()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === now) return false
  build()
  return true
}

function build() {
  generate()
  const next = join(root, 'node_modules/next/dist/bin/next')
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const done = spawnSync(process.execPath, [next, 'build'], { cwd: root, stdio: 'inherit', env })
  if (done.status !== 0) throw new Error('The build failed; what is wrong stands above.')
  writeFileSync(stampFile, digest())
}

/** Writes Prisma's client, which is not kept in the repository. */
export function generate() {
  if (prisma(['generate'], { isQuiet: true }) !== 0) throw new Error('Prisma could not write its client.')
}

function digest(): string {
  const hash = createHash('sha256').update(process.version)
  for (const source of sources) if (existsSync(join(root, source))) add(source)
  return hash.digest('hex')

  function add(path: string) {
    const entry = join(root, path)
    if (path.includes('prisma-client') || path.endsWith('.test.ts')) return
    if (isFolder(entry)) for (const name of readdirSync(entry).sort()) add(join(path, name))
    else hash.update(path).update(readFileSync(entry))
  }
}

function isFolder(path: string) {
  try {
    readdirSync(path)
    return true
  } catch {
    return false
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--if-stale')) buildIfStale()
  else build()
}

/** Runs Prisma's command line with the schema engine that the npm registry delivers: `tsx scripts/prisma.ts generate`. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const engine = fileURLToPath(new URL('./schema-engine.mjs', import.meta.url))
const command = fileURLToPath(new URL('../node_modules/prisma/build/index.js', import.meta.url))

/** Runs one Prisma command and returns its exit code; `url` is the database that it works on. */
export function prisma(words: string[], options: { url?: string; isQuiet?: boolean } = {}): number {
  const done = spawnSync(process.execPath, [command, ...words], {
    stdio: options.isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: engine,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
      ...(options.url ? { DATABASE_URL: options.url } : {}),
    },
  })
  if (options.isQuiet && done.status !== 0) process.stderr.write(`${done.stdout}${done.stderr}`)
  return done.status ?? 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = prisma(process.argv.slice(2))

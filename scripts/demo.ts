/** `npm run demo`: everything at once, on a machine that has Node.js and nothing else. */
import { existsSync, rmSync } from 'node:fs'
import { buildIfStale, generate } from './build'
import { dataFolder, prepareLocalEnvironment } from './local-environment'
import { startBox } from './start-box'

const env: NodeJS.ProcessEnv = process.env
Object.assign(env, { NODE_ENV: 'production', PORTEN_DEMO: '1', NEXT_TELEMETRY_DISABLED: '1' })
env.LOG_LEVEL ??= 'warn'

if (process.argv.includes('--reset')) {
  const { findEmbeddedPostgres } = await import('@/lib/core/embedded-postgres')
  if (await findEmbeddedPostgres(dataFolder)) stopWith('The demo is still running: stop it first, then start it anew.')
  rmSync(dataFolder, { recursive: true, force: true })
}

const began = Date.now()
const say = (text: string) => process.stdout.write(`${text}\n`)
let end: () => Promise<void> = async () => {}
let isEnding = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leave(0))

try {
  say('Porten: preparing the demo …')
  const database = await prepareLocalEnvironment(env)
  end = async () => database?.stop()
  if (!existsSync('lib/core/prisma-client')) generate()
  const { migrateDatabase } = await import('./migrate')
  await migrateDatabase(String(env.DATABASE_URL))
  const { seedDemo } = await import('../prisma/seed/seed-demo')
  const accounts = await seedDemo(String(env.DATABASE_URL), say)
  if (buildIfStale()) say('Built for production.')
  const box = env.BALLOT_BOX_URL ? null : await startBox(String(env.DATABASE_URL), Number(env.PORT) + 1, env)
  if (box) env.BALLOT_BOX_URL = box.url
  end = async () => {
    await box?.kill('SIGTERM')
    await database?.stop()
  }
  const { serve } = await import('../server')
  const { port, stop } = await serve()
  end = async () => {
    await stop()
    await box?.kill('SIGTERM')
    await database?.stop()
  }
  say(accounts(port))
  say(`Ready after ${Math.round((Date.now() - began) / 1000)} s. Ctrl-C ends it and loses nothing.`)
  if (isEnding) await leave(0)
} catch (error) {
  const isPlain = error instanceof Error && ['EnvironmentError', 'LocalTrouble'].includes(error.name)
  process.stderr.write(`${error instanceof Error ? (isPlain ? error.message : error.stack) : error}\n`)
  await leave(1)
}

async function leave(code: number) {
  if (isEnding) return
  isEnding = true
  await end().catch((error) => process.stderr.write(`${error}\n`))
  process.exit(code)
}

function stopWith(text: string): never {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

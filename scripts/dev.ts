/** `npm run dev`: the demo's organisations with Next.js in development, rebuilding as you type. */
import { generate } from './build'
import { prepareLocalEnvironment } from './local-environment'

const env: NodeJS.ProcessEnv = process.env
Object.assign(env, { NODE_ENV: 'development', PORTEN_DEMO: '1', NEXT_TELEMETRY_DISABLED: '1' })

const database = await prepareLocalEnvironment(env)
generate()
const { migrateDatabase } = await import('./migrate')
await migrateDatabase(String(env.DATABASE_URL))
const { seedDemo } = await import('../prisma/seed/seed-demo')
const accounts = await seedDemo(String(env.DATABASE_URL), (text) => process.stdout.write(`${text}\n`))
const { serve } = await import('../server')
const { port, stop } = await serve()
process.stdout.write(`${accounts(port)}\n`)

const end = () =>
  stop()
    .then(() => database?.stop())
    .then(() => process.exit(0))
process.once('SIGINT', end).once('SIGTERM', end)

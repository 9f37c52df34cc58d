/** `npm run dev`: the demo's organisations with Next.js in development, rebuilding as you type. */
import { generate } from './build'
import { prepareLocalEnvironment } from './local-environment'
import { startBox } from './start-box'

const env: NodeJS.ProcessEnv = process.env
Object.assign(env, { NODE_ENV: 'development', PORTEN_DEMO: '1', NEXT_TELEMETRY_DISABLED: '1' })

const database = await prepareLocalEnvironment(env)
generate()
const { migrateDatabase } = await import('./migrate')
await migrateDatabase(String(env.DATABASE_URL))
const { seedDemo } = await import('../prisma/seed/seed-demo')
const accounts = await seedDemo(String(env.DATABASE_URL), (text) => process.stdout.write(`${text}\n`))
const box = env.BALLOT_BOX_URL ? null : await startBox(String(env.DATABASE_URL), Number(env.PORT) + 1, env)
if (box) env.BALLOT_BOX_URL = box.url
const { serve } = await import('../server')
const { port, stop } = await serve()
process.stdout.write(`${accounts(port)}\n`)

const end = () =>
  stop()
    .then(() => box?.kill('SIGTERM'))
    .then(() => database?.stop())
    .then(() => process.exit(0))
process.once('SIGINT', end).once('SIGTERM', end)

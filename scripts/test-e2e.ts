/**
 * `npm run test:e2e`: the journeys, in a real browser, against two servers on one database, with a mail server and an SMS
 * gateway on loopback. Words after it go to Playwright: a file, `--project phone`, `-g "a code"`.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createWriteStream, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Deps } from '@/lib/core/db'
import { freePort, startEmbeddedPostgres } from '@/lib/core/embedded-postgres'
import { buildIfStale } from './build'
import { findBrowser } from './find-browser'
import { migrateDatabase } from './migrate'
import { startBox } from './start-box'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join('.data', `e2e-${process.pid}`)
const reports = join('.data', 'reports')
const words = process.argv.slice(2)

/** What must be ended at the end, the last one first. */
const open: (() => unknown)[] = []
let ending: Promise<void> | undefined
const end = () => {
  ending ??= (async () => {
    for (const close of open.reverse()) await Promise.resolve(close()).catch((error: unknown) => process.stderr.write(`${error}\n`))
  })()
  return ending
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end().then(() => process.exit(130)))

let code = 1
try {
  code = await runJourneys()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
}
await end()
process.exit(code)

async function runJourneys(): Promise<number> {
  mkdirSync(folder, { recursive: true })
  mkdirSync(reports, { recursive: true })
  open.push(() => rmSync(folder, { recursive: true, force: true }))
  const browser = findBrowser()
  if (buildIfStale()) process.stdout.write('Built for production.\n')

  const database = await startEmbeddedPostgres(folder, { isDurable: false })
  open.push(() => database.stop())
  await migrateDatabase(database.url)
  const secret = randomBytes(48).toString('base64url')
  Object.assign(process.env, { DATABASE_URL: database.url, AUTH_SECRET: secret, LOG_LEVEL: 'warn' })
  await prepareOrganisations(database.url)

  const { startPostOffice } = await import('../e2e/support/post-office')
  const { startRoundRobin } = await import('../e2e/support/two-servers')
  const postOffice = await startPostOffice()
  open.push(() => postOffice.stop())
  const [proxyPort, ...ports] = [await freePort(), await freePort(), await freePort()]
  const [first] = ports
  const proxyUrl = `http://localhost:${proxyPort}`
  const box = await startBox(database.url, await freePort(), { ...process.env, PORTEN_DEMO: '1' })
  open.push(() => box.kill('SIGTERM'))
  const settings = {
    NODE_ENV: 'production' as const,
    PORTEN_DEMO: '1',
    BASE_URL: proxyUrl,
    // 127.0.0.2 is loopback too, and no proxy of ours: journeys come from it as strangers
    TRUSTED_PROXIES: '127.0.0.1/32, ::1/128',
    SMTP_URL: postOffice.mail.url,
    SMS_GATEWAY: '46elks',
    SMS_GATEWAY_URL: postOffice.gateway.url,
    SMS_GATEWAY_USER: postOffice.gateway.user,
    SMS_GATEWAY_PASSWORD: postOffice.gateway.password,
    SMS_RECEIPT_SECRET: randomBytes(24).toString('base64url'),
    BALLOT_BOX_URL: box.url,
    // where journeys run other systems, which the portal may then call; 127.0.0.1 stays forbidden
    PRIVATE_NETWORKS_ALLOWED: '127.0.0.3/32',
  }
  const environment = { ...process.env, ...settings }
  await Promise.all(ports.map((port) => startServer(port, environment)))
  const proxy = await startRoundRobin(proxyPort ?? 0, ports)
  open.push(() => proxy.stop())

  const journeys = {
    ...process.env,
    E2E_BASE_URL: `http://localhost:${first}`,
    E2E_PROXY_URL: proxyUrl,
    E2E_POST_OFFICE_URL: postOffice.url,
    E2E_BROWSER: browser,
    E2E_SERVER_ENVIRONMENT: JSON.stringify(settings),
  }
  if (words.includes('--project')) return playwright(words, { ...journeys, E2E_REPORT: join(root, reports, 'e2e.json') })
  const together = ['desktop', 'no-javascript', 'phone'].flatMap((name) => ['--project', name])
  const isWhole = words.length === 0
  const parts = [
    { projects: together, report: 'e2e.json', pictures: 'e2e-results' },
    // What needs the machine for itself comes last.
    { projects: ['--project', 'alone'], report: 'e2e-alone.json', pictures: 'e2e-alone-results' },
  ]
  const codes: number[] = []
  for (const { projects, report, pictures } of parts) {
    const lenient = isWhole ? [] : ['--pass-with-no-tests']
    codes.push(
      await playwright([...projects, '--output', join('.data', pictures), ...lenient, ...words], { ...journeys, E2E_REPORT: join(root, reports, report) }),
    )
  }
  return Math.max(...codes)
}

async function prepareOrganisations(url: string) {
  const { closeDb, openDb } = await import('@/lib/core/db')
  const { makeOrganisations } = await import('../e2e/support/organisations')
  const deps = { db: openDb(url, 2), now: () => new Date() }
  try {
    await makeOrganisations(deps)
    await giveHandbook(deps)
  } finally {
    await closeDb(deps.db)
  }
}

/** The demo's help, for the journeys that ask it: of what else there is to read they make their own. */
async function giveHandbook(deps: Deps) {
  const { findOrganisation } = await import('@/lib/organisations/find-organisation')
  const { demoContent } = await import('../prisma/seed/content')
  const { seedContent } = await import('../prisma/seed/seed-content')
  for (const slug of ['securia', 'handelsforbundet', 'hameenportti']) {
    const organisation = await findOrganisation(deps, slug)
    if (!organisation) throw new Error(`no organisation ${slug}`)
    await seedContent(
      deps,
      organisation,
      (demoContent[slug] ?? []).filter(({ kind }) => kind === 'help'),
    )
  }
}

async function startServer(port: number, environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['--max-semi-space-size=64', '--import', 'tsx', 'server.ts'], {
    cwd: root,
    env: { ...environment, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const log = createWriteStream(join(reports, `e2e-server-${port}.log`))
  child.stdout?.pipe(log)
  child.stderr?.pipe(log)
  open.push(() => stop(child))
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`A server ended at its start: see ${reports}/e2e-server-${port}.log`)
    const isReady = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isReady) return
    await new Promise((next) => setTimeout(next, 100))
  }
  throw new Error(`A server was not ready within 30 seconds: see ${reports}/e2e-server-${port}.log`)
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
  })
}

function playwright(more: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const program = join(root, 'node_modules/@playwright/test/cli.js')
  const child = spawn(process.execPath, [program, 'test', '--config', '.config/playwright.config.ts', ...more], {
    cwd: root,
    env: environment,
    stdio: 'inherit',
  })
  open.push(() => stop(child))
  return new Promise((done) => child.once('exit', (status) => done(status ?? 1)))
}

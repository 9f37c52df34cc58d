import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { startSyslogReceiver } from '@/e2e/support/syslog-receiver'
import { recordEvent } from '@/lib/audit/record-event'
import { reveal } from '@/lib/core/prisma'
import { keepAudit } from './keep-audit'

const database = testDatabase()
const organisationId = '00000000-0000-7000-8000-000000000001'
const receivers: Awaited<ReturnType<typeof startSyslogReceiver>>[] = []
async function receiver() {
  const started = await startSyslogReceiver('tcp')
  receivers.push(started)
  return started
}
afterAll(() => Promise.all(receivers.map((each) => each.stop())))

async function happens(times: number) {
  for (let time = 0; time < times; time++) await recordEvent(database.deps, { organisationId, act: 'sign-in.refused', outcome: 'failure' })
}
const positions = ({ lines }: { lines: string[] }) =>
  lines.filter((line) => line.includes(' sign-in.refused ')).map((line) => Number(/ position="(\d+)"/.exec(line)?.[1]))
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

/** A worker as `npm run worker` starts it, told to keep the audit now and not at the next full minute. */
async function workerProcess(SYSLOG_URL: string) {
  const env = { ...process.env, NODE_ENV: 'test' as const, DATABASE_URL: database.url, SMS_GATEWAY: 'outbox', SYSLOG_URL }
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/worker.ts'], { env, stdio: 'ignore' })
  const gone = once(child, 'exit')
  await reveal(database.deps.db).$executeRaw`SELECT graphile_worker.add_job('seal-audit')`
  return {
    end: async (signal: NodeJS.Signals) => {
      child.kill(signal)
      await gone
    },
  }
}

it('a worker that is killed while it ships loses nothing: the next one ships what was on the way again', async () => {
  const log = await receiver()
  await happens(30)
  log.mood.hangs = true // it has them all, and the worker cannot know
  const killed = await workerProcess(log.url)
  await vi.waitUntil(() => positions(log).length === 30, { timeout: 20_000 })
  await killed.end('SIGKILL')
  log.mood.hangs = false
  await happens(5)
  const next = await workerProcess(log.url)
  await vi.waitUntil(() => positions(log).length >= 65, { timeout: 20_000 })
  await next.end('SIGTERM')
  expect(positions(log)).toEqual([...upTo(30), ...upTo(35)])
})

it('a receiver that is away stops neither the sealing nor the worker, and is told of in the log', async () => {
  const log = await receiver()
  await log.goDown()
  await happens(1)
  const before = await reveal(database.deps.db).auditLink.count()
  await keepAudit(database.deps, { SYSLOG_URL: log.url, BASE_URL: 'https://portal.example.org' })
  expect(await reveal(database.deps.db).auditLink.count()).toBe(before + 1)
  await log.goUp()
  await keepAudit(database.deps, { SYSLOG_URL: log.url, BASE_URL: 'https://portal.example.org' })
  expect(positions(log).at(-1)).toBe(before + 1)
})

it('without SYSLOG_URL events are chained and go nowhere', async () => {
  await happens(1)
  const before = await reveal(database.deps.db).auditShipment.count()
  await keepAudit(database.deps, { BASE_URL: 'https://portal.example.org' })
  expect(await reveal(database.deps.db).auditShipment.count()).toBe(before)
})

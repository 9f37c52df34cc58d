import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { asAdministrator } from '@/e2e/support/database-server'
import { startSmsGateway } from '@/e2e/support/sms-gateway'
import { reveal } from '@/lib/core/prisma'
import { elksVariables, someEnvironment, someOrganisation } from '@/lib/delivery/organisation.fixture'
import { queueMessage } from '@/lib/delivery/queue-message'
import { readMessageWay } from '@/lib/delivery/read-message-way'
import { sweepMessages } from '@/lib/delivery/sweep-messages'
import { startWorker } from './start-worker'

const test = testDatabase()
const organisation = someOrganisation({ limits: { messagesPerRecipientPer10Minutes: 1_000, messagesPerPersonPerDay: 1_000 } })
let gateway: Awaited<ReturnType<typeof startSmsGateway>>
beforeAll(async () => {
  gateway = await startSmsGateway()
})
afterAll(() => gateway.stop())

const stops: (() => Promise<unknown>)[] = []
beforeEach(() => {
  Object.assign(gateway.mood, { failWith: null, isHanging: false })
  gateway.messages.length = 0
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const deps = () => ({ ...test.deps, now: () => new Date() })
async function workerHere(more: Partial<Parameters<typeof startWorker>[1]> = {}) {
  const worker = await startWorker(deps(), { databaseUrl: test.url, settings: someEnvironment(elksVariables(gateway)), ...more })
  stops.push(worker.stop)
}

/** A worker as `npm run worker` starts it, with everything that it says. */
async function workerProcess() {
  const env = {
    NODE_ENV: 'test' as const,
    LOG_LEVEL: 'trace',
    DATABASE_URL: test.url,
    AUTH_SECRET: 'a secret of the tests, which nobody else has',
    SMS_RECEIPT_SECRET: 'a secret between the gateway and us',
    ...elksVariables(gateway),
  }
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'scripts/worker.ts'], { env })
  const said = { text: '' }
  child.stdout?.on('data', (chunk) => (said.text += chunk))
  child.stderr?.on('data', (chunk) => (said.text += chunk))
  const ended = once(child, 'exit')
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
    return child.exitCode
  }
  stops.push(() => end('SIGKILL'))
  await vi.waitUntil(() => said.text.includes('the worker runs'), { timeout: 20_000 })
  return { said, end }
}

async function queued(template: 'second-factor-code' | 'test', more: { staleAt?: Date } = {}) {
  const to = { channel: 'sms', recipient: '+46701740605', language: 'sv' } as const
  const message = { organisation, personId: null, ...to, template, values: { code: '918273' }, reference: 'K7', holdsSecret: template !== 'test', ...more }
  const result = await queueMessage(deps(), message)
  if (!result.ok) throw new Error(result.failure)
  return result.value.messageId
}
const way = (messageId: string) => readMessageWay(test.deps, organisation.id, messageId)
const becomes = (messageId: string, state: string) => vi.waitUntil(async () => (await way(messageId))?.state === state, { timeout: 10_000, interval: 20 })

it('a code that somebody waits for who signs in goes before all that strangers have asked for', async () => {
  for (let nth = 0; nth < 40; nth++) await queued('test')
  await queued('second-factor-code')
  await workerHere()
  await vi.waitUntil(() => gateway.messages.length === 41, { timeout: 20_000 })
  const place = gateway.messages.findIndex(({ text }) => text.includes('918273'))
  expect(place).toBeGreaterThanOrEqual(0)
  expect(place, 'five are on their way at once').toBeLessThan(5)
})

it('a worker of its own sends, says nothing of codes at any log level, and ends in order', async () => {
  const { said, end } = await workerProcess()
  const id = await queued('second-factor-code')
  await becomes(id, 'handed-over')
  expect(await end('SIGTERM')).toBe(0)
  expect(said.text).toContain(id)
  expect(said.text).not.toContain('918273')
  expect(gateway.messages[0]?.receiptUrl).toMatch(/^http:\/\/localhost:3000\/api\/delivery\/46elks\?message=/)
})

it('a worker killed in the middle of a call sends no code twice, and every other message again', async () => {
  const { end } = await workerProcess()
  gateway.mood.isHanging = true
  const [code, notice] = [await queued('second-factor-code'), await queued('test')]
  await vi.waitUntil(() => gateway.messages.length === 2, { timeout: 10_000 })
  await end('SIGKILL')
  expect([await way(code), await way(notice)]).toEqual([expect.objectContaining({ state: 'handing-over' }), expect.objectContaining({ state: 'handing-over' })])

  gateway.mood.isHanging = false
  gateway.messages.length = 0
  await workerHere()
  await sweepMessages({ ...test.deps, now: () => new Date(Date.now() + 61_000) }, { isContentKept: false })
  await becomes(notice, 'handed-over')
  expect(await way(code)).toMatchObject({ state: 'unknown' })
  expect(gateway.messages.map(({ text }) => text)).toEqual([expect.stringContaining('provmeddelande')])
})

it('two workers on one database hand each of fifty messages over once', async () => {
  await Promise.all([workerHere(), workerHere()])
  const ids: string[] = []
  for (let nth = 0; nth < 50; nth++) ids.push(await queued('second-factor-code'))
  for (const id of ids) await becomes(id, 'handed-over')
  expect(gateway.messages).toHaveLength(50)
})

async function dropConnections() {
  const trace = vi.spyOn(console, 'trace').mockReturnValue() // how graphile-worker speaks of an end that it didn't expect
  stops.push(async () => trace.mockRestore())
  await asAdministrator(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${new URL(test.url).pathname.slice(1)}'`)
  const answers = () =>
    reveal(test.deps.db).$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    )
  await vi.waitUntil(answers, { timeout: 10_000 })
}

it('a database that drops every connection stops nothing', async () => {
  await workerHere()
  await dropConnections()
  await becomes(await queued('test'), 'handed-over')
})

it('nor one that drops them at the first question of a worker, whose answer graphile-worker keeps', async () => {
  const other = new Client({ connectionString: test.url }).on('error', () => undefined)
  await other.connect()
  await other.query('BEGIN; LOCK TABLE graphile_worker._private_tasks')
  await workerHere()
  const isWaiting = async () => (await reveal(test.deps.db).$queryRaw<unknown[]>`SELECT 1 FROM pg_locks WHERE NOT granted`).length > 0
  await vi.waitUntil(isWaiting, { timeout: 10_000 })
  await dropConnections()
  await becomes(await queued('test'), 'handed-over')
})

it('a message that is given up stands in the audit', async () => {
  await workerHere()
  const id = await queued('second-factor-code', { staleAt: new Date(Date.now() - 1_000) })
  await becomes(id, 'given-up')
  const [event] = await reveal(test.deps.db).auditEvent.findMany({ where: { organisationId: organisation.id, act: 'message.given-up' } })
  expect(event).toMatchObject({ outcome: 'failure', details: { messageId: id, failure: 'stale', template: 'second-factor-code' } })
})

it("other areas' jobs run beside, and a crontab that is wrong stops the start", async () => {
  const ran: unknown[] = []
  const jobs = {
    'clean-up': async (_deps: unknown, payload: unknown) => {
      ran.push(payload)
    },
  }
  await workerHere({ jobs, crontab: ['5 * * * * clean-up'] })
  await reveal(test.deps.db).$executeRaw`SELECT graphile_worker.add_job('clean-up', '{"what":"all"}'::json)`
  await vi.waitUntil(() => ran.length > 0, { timeout: 10_000 })
  expect(ran).toEqual([{ what: 'all' }])
  await expect(workerHere({ crontab: ['every day'] })).rejects.toThrow()
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { startSmsGateway } from '@/e2e/support/sms-gateway'
import { elksVariables, someEnvironment, someOrganisation } from '@/lib/delivery/organisation.fixture'
import { queueMessage } from '@/lib/delivery/queue-message'
import { startWorker } from './start-worker'

// The one timed promise of the outbox (mission.md M2), in a file of its own.

const test = testDatabase()
let gateway: Awaited<ReturnType<typeof startSmsGateway>>
let worker: Awaited<ReturnType<typeof startWorker>>
beforeAll(async () => {
  gateway = await startSmsGateway()
  const settings = someEnvironment(elksVariables(gateway))
  worker = await startWorker({ ...test.deps, now: () => new Date() }, { databaseUrl: test.url, settings })
})
afterAll(async () => {
  await worker.stop()
  await gateway.stop()
})

it('a code is handed to the gateway within two seconds of being queued, each time', async () => {
  for (let nth = 0; nth < 5; nth++) {
    const deps = { ...test.deps, now: () => new Date() }
    const message = { organisation: someOrganisation(), personId: null, channel: 'sms', recipient: '+46701740605', language: 'sv' } as const
    await queueMessage(deps, { ...message, template: 'second-factor-code', values: { code: '918273' }, reference: 'K7', holdsSecret: true })
    const began = performance.now() // from the commit on; writing the row belongs to the page's own time
    while (gateway.messages.length <= nth && performance.now() - began < 5_000) await new Promise((next) => setTimeout(next, 5))
    expect(gateway.messages).toHaveLength(nth + 1)
    expect(performance.now() - began).toBeLessThan(2_000)
  }
})

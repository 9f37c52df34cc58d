import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { startSmsGateway } from '@/e2e/support/sms-gateway'
import { startSmtpServer } from '@/e2e/support/smtp-server'
import { reveal } from '@/lib/core/prisma'
import { type Delivery, deliverMessage } from './deliver-message'
import type { GivenUp } from './give-up'
import { listDemoMessages } from './list-demo-messages'
import { messagesOfPerson } from './messages-of-person'
import { type Channels, openChannels } from './open-channels'
import { elksVariables, someEnvironment, someOrganisation } from './organisation.fixture'
import { queueMessage } from './queue-message'
import { readMessageWay } from './read-message-way'
import { retryMessage } from './retry-message'
import { claimMessage } from './store'
import { sweepMessages } from './sweep-messages'

const test = testDatabase()
const organisation = someOrganisation({ limits: { messagesPerRecipientPer10Minutes: 1_000, messagesPerPersonPerDay: 1_000 } })
const organisationId = organisation.id
const to = '+46701740605'
let gateway: Awaited<ReturnType<typeof startSmsGateway>>
let smtp: Awaited<ReturnType<typeof startSmtpServer>>
let channels: Channels
let givenUp: GivenUp[] = []

beforeAll(async () => {
  gateway = await startSmsGateway()
  smtp = await startSmtpServer()
  channels = openChannels(someEnvironment({ ...elksVariables(gateway), SMTP_URL: smtp.url }), 1_500) // milliseconds that a gateway is waited for: a busy machine is slow too
})
afterAll(async () => {
  channels.close()
  await Promise.all([gateway.stop(), smtp.stop()])
})
beforeEach(() => {
  givenUp = []
  Object.assign(gateway.mood, { failWith: null, isHanging: false, lieWith: null })
  gateway.messages.length = 0
  smtp.mails.length = 0
})

const inTenMinutes = () => new Date(test.clock.at.getTime() + 600_000)
async function queued(more: Partial<Parameters<typeof queueMessage>[1]> = {}) {
  const message = { organisation, personId: null, channel: 'sms', recipient: to, language: 'sv', template: 'test', values: {}, ...more } as const
  const result = await queueMessage(test.deps, message)
  if (!result.ok) throw new Error(result.failure)
  return result.value.messageId
}
const queuedCode = (more: Partial<Parameters<typeof queueMessage>[1]> = {}) =>
  queued({ template: 'second-factor-code', values: { code: '918273' }, reference: 'K7', holdsSecret: true, staleAt: inTenMinutes(), ...more })
const queuedEmail = (recipient = 'kajsa@example.org') => queued({ channel: 'email', recipient, template: 'password-changed' })

const delivery = (): Delivery => ({
  channels,
  onGivenUp: async (_deps, message) => {
    givenUp.push(message)
  },
})
const deliver = (messageId: string) => deliverMessage(test.deps, { organisationId, messageId }, delivery())
const sweep = () => sweepMessages(test.deps, { isContentKept: false })
const state = async (messageId: string) => (await readMessageWay(test.deps, organisationId, messageId))?.state
const row = (id: string) => reveal(test.deps.db).message.findUniqueOrThrow({ where: { organisationId_id: { organisationId, id } }, include: { events: true } })
const jobs = (id: string) =>
  reveal(test.deps.db).$queryRaw<
    { wait: number; priority: number }[]
  >`SELECT extract(epoch FROM run_at - now())::float AS wait, priority FROM graphile_worker.jobs WHERE key = ${`message:${organisationId}:${id}`}`

it('a message and its job are written together or not at all', async () => {
  const before = await reveal(test.deps.db).message.count()
  const failed = reveal(test.deps.db).$transaction(async (transaction) => {
    await queueMessage(
      { ...test.deps, db: transaction as never },
      { organisation, personId: null, channel: 'sms', recipient: to, language: 'sv', template: 'test', values: {} },
    )
    throw new Error('the change is not kept')
  })
  await expect(failed).rejects.toThrow('the change is not kept')
  expect(await reveal(test.deps.db).message.count()).toBe(before)
  expect(await jobs(await queued())).toHaveLength(1)
})

it('a code lies in no column in the clear, and its text is gone when it is handed over', async () => {
  const id = await queuedCode()
  const dump = await reveal(test.deps.db).$queryRaw<
    { row: string }[]
  >`SELECT to_jsonb(m)::text || coalesce(encode(sealed_content, 'escape'), '') AS row FROM messages m WHERE id = ${id}::uuid`
  expect(dump[0]?.row).not.toContain('918273')
  const payload = await reveal(test.deps.db).$queryRaw<
    { row: string }[]
  >`SELECT to_jsonb(j)::text AS row FROM graphile_worker._private_jobs j WHERE key = ${`message:${organisationId}:${id}`}`
  expect(payload[0]?.row).not.toContain('918273')
  await deliver(id)
  expect(gateway.messages).toHaveLength(1)
  expect(gateway.messages[0]?.text).toContain('918273')
  const after = await row(id)
  expect(after).toMatchObject({ state: 'handed-over', sealedContent: null, gateway: '46elks', providerMessageId: gateway.messages[0]?.id })
  expect(JSON.stringify(after.events)).not.toContain('918273')
})

it('many workers on one message hand it over once', async () => {
  for (const id of [await queued(), await queuedCode()]) {
    gateway.messages.length = 0
    await Promise.all(Array.from({ length: 5 }, () => deliver(id)))
    await deliver(id)
    expect(gateway.messages).toHaveLength(1)
  }
})

it('a gateway that is too busy is asked again after a growing pause, and the code arrives once', async () => {
  const id = await queuedCode()
  gateway.mood.failWith = 503
  await deliver(id)
  expect(await state(id)).toBe('queued')
  expect((await jobs(id))[0]?.wait).toBeCloseTo(5, 0)
  gateway.mood.failWith = null
  test.clock.forward(5_000)
  await deliver(id)
  expect(await state(id)).toBe('handed-over')
  expect(gateway.messages).toHaveLength(1)
})

it('a code that a silent gateway may have taken is never sent twice', async () => {
  const id = await queuedCode()
  gateway.mood.isHanging = true
  await deliver(id)
  expect(await row(id)).toMatchObject({ state: 'unknown', failure: 'unknown', sealedContent: null })
  gateway.mood.isHanging = false
  test.clock.forward(3_600_000)
  await sweep()
  await deliver(id)
  expect(gateway.messages).toHaveLength(1)
})

it.each([500, 502, 'cut'] as const)(
  'a gateway that takes a message and answers %s gets no code again, and every other message until it says yes',
  async (lieWith) => {
    const [code, notice] = [await queuedCode(), await queued()]
    gateway.mood.lieWith = lieWith
    await deliver(code)
    await deliver(notice)
    gateway.mood.lieWith = null
    expect(await row(code)).toMatchObject({ state: 'unknown', failure: 'unknown', sealedContent: null })
    expect(await state(notice)).toBe('queued')
    test.clock.forward(3_600_000)
    await sweep()
    await deliver(code)
    await deliver(notice)
    expect(await state(notice)).toBe('handed-over')
    expect(gateway.messages.filter(({ text }) => text.includes('918273'))).toHaveLength(1)
    expect(gateway.messages).toHaveLength(3)
  },
)

it('any other message goes again after silence: at least once', async () => {
  const id = await queued()
  gateway.mood.isHanging = true
  await deliver(id)
  gateway.mood.isHanging = false
  await deliver(id)
  expect(await state(id)).toBe('handed-over')
  expect(gateway.messages).toHaveLength(2)
})

it('after a crash between mark and call a code is unknown, everything else goes out, and no row is lost', async () => {
  const [code, notice] = [await queuedCode(), await queued()]
  for (const messageId of [code, notice])
    await claimMessage(test.deps.db, { organisationId, messageId }, test.clock.at, new Date(test.clock.at.getTime() + 60_000))
  await sweep()
  expect([await state(code), await state(notice)]).toEqual(['handing-over', 'handing-over'])
  test.clock.forward(61_000)
  await sweep()
  expect([await state(code), await state(notice)]).toEqual(['unknown', 'queued'])
  await Promise.all([deliver(code), deliver(notice)])
  expect(gateway.messages.map(({ text }) => text)).toEqual([expect.stringContaining('provmeddelande')])
})

it('a message whose job is lost gets a new one', async () => {
  const id = await queued()
  await reveal(test.deps.db).$executeRaw`DELETE FROM graphile_worker._private_jobs WHERE key = ${`message:${organisationId}:${id}`}`
  test.clock.forward(31_000)
  await sweep()
  expect(await jobs(id)).toHaveLength(1)
})

it('a message that is tried again stands in the row where it stood: a code first, one of very many last', async () => {
  const place = async (id: string) => (await jobs(id)).map(({ priority }) => priority)
  for (const [id, priority] of [
    [await queuedCode(), -10],
    [await queued(), 0],
    [await queued({ isPatient: true }), 10],
  ] as const) {
    expect(await place(id)).toEqual([priority])
    gateway.mood.failWith = 503
    await deliver(id) // the gateway is down
    expect(await place(id)).toEqual([priority])
    await reveal(test.deps.db).$executeRaw`SELECT graphile_worker.remove_job(${`message:${organisationId}:${id}`})`
    test.clock.forward(3_600_000)
    await sweep() // its job was lost
    expect(await place(id)).toEqual([priority])
    await reveal(test.deps.db).message.update({ where: { organisationId_id: { organisationId, id } }, data: { state: 'refused', failure: 'refused' } })
    expect([await retryMessage(test.deps, { organisationId, messageId: id }), await place(id)]).toEqual([priority !== -10, [priority]])
  }
})

it('a recipient that the gateway refuses is refused for good, with its own words kept for the desk', async () => {
  gateway.refuse('+46701740699')
  const id = await queuedCode({ recipient: '+46701740699' })
  await deliver(id)
  const refused = await row(id)
  expect(refused).toMatchObject({ state: 'refused', failure: 'refused', sealedContent: null })
  expect(refused.events.map(({ answer }) => answer)).toContain('400 Invalid "to"')
  expect(refused.failedAt).not.toBeNull()
})

it('a code that nobody can use any more is not sent, and that is told loudly', async () => {
  const id = await queuedCode()
  test.clock.forward(600_000)
  await deliver(id)
  expect(gateway.messages).toHaveLength(0)
  expect(await row(id)).toMatchObject({ state: 'given-up', failure: 'stale', sealedContent: null })
  expect(givenUp).toEqual([expect.objectContaining({ messageId: id, failure: 'stale', template: 'second-factor-code' })])
})

it('after the last pause a message is given up loudly, and its row stays', async () => {
  const id = await queued()
  gateway.mood.failWith = 503
  for (let attempt = 1; attempt <= 8; attempt++) await deliver(id)
  expect(await row(id)).toMatchObject({ state: 'given-up', failure: 'tries', attempts: 8 })
  expect(givenUp).toHaveLength(1)
  await deliver(id)
  expect(givenUp).toHaveLength(1)
})

it('a mail server that is down loses nothing: the same Message-ID goes out when it is back', async () => {
  const id = await queuedEmail()
  await smtp.goDown()
  await deliver(id)
  expect(await state(id)).toBe('queued')
  await smtp.goUp()
  await deliver(id)
  expect(await state(id)).toBe('handed-over')
  expect(smtp.mails.map(({ messageId }) => messageId)).toEqual([`<${id}@localhost>`])
})

it('an address that the mail server refuses is known as refused', async () => {
  smtp.refuse('gone@example.org')
  const id = await queuedEmail('gone@example.org')
  await deliver(id)
  expect(await readMessageWay(test.deps, organisationId, id)).toMatchObject({ state: 'refused', failure: 'refused' })
})

it('a row moved to another message, or sealed by another key, is given up and not sent', async () => {
  const [one, other] = [await queued(), await queuedCode()]
  const { sealedContent } = await row(other)
  await reveal(test.deps.db).message.update({ where: { organisationId_id: { organisationId, id: one } }, data: { sealedContent } })
  await deliver(one)
  expect(await row(one)).toMatchObject({ state: 'given-up', failure: 'unreadable' })
})

it("no other organisation reads a message's way", async () => {
  const id = await queued()
  expect(await readMessageWay(test.deps, someOrganisation().id, id)).toBeNull()
})

it("a person's own messages hold no code", async () => {
  const personId = crypto.randomUUID()
  await queuedCode({ personId })
  await queued({ personId })
  const own = await messagesOfPerson(test.deps, organisationId, personId)
  expect(own.map(({ text }) => text)).toEqual(expect.arrayContaining([null, expect.stringContaining('provmeddelande')]))
  expect(JSON.stringify(own)).not.toContain('918273')
})

it('the demo keeps every message readable, and sends to strangers only what is allowed', async () => {
  const settings = { PORTEN_DEMO: '1', ...elksVariables(gateway), SMS_GATEWAY_URL: 'https://gateway.example.org', DEMO_ALLOWED_RECIPIENTS: '+46701740650' }
  const demo = openChannels(someEnvironment(settings))
  expect(demo.for('sms', to).name).toBe('outbox')
  expect(demo.for('sms', '+46701740650').name).toBe('46elks')
  const here = openChannels(someEnvironment({ ...settings, SMS_GATEWAY_URL: gateway.url }))
  expect(here.for('sms', to).name).toBe('46elks')

  test.clock.forward(1_000)
  const id = await queuedCode()
  await deliverMessage(test.deps, { organisationId, messageId: id }, { ...delivery(), channels: demo })
  expect(await state(id)).toBe('delivered')
  expect((await listDemoMessages(test.deps, 1, demo.environment))[0]).toMatchObject({
    channel: 'sms',
    to,
    at: test.clock.at,
    text: expect.stringContaining('K7 918273'),
  })
  expect(await listDemoMessages(test.deps, 1, channels.environment)).toEqual([])
})

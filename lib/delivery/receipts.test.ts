import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { reveal } from '@/lib/core/prisma'
import { someEnvironment, someOrganisation } from './organisation.fixture'
import { queueMessage } from './queue-message'
import { readMessageWay } from './read-message-way'
import { receiptAddress } from './receipt-address'
import { takeReceipt } from './take-receipt'

const test = testDatabase()
const organisation = someOrganisation({ limits: { messagesPerRecipientPer10Minutes: 1_000, messagesPerPersonPerDay: 1_000 } })
const settings = someEnvironment({ SMS_RECEIPT_SECRET: 'a secret between the gateway and us' })
const form = 'application/x-www-form-urlencoded'

async function handedOver(state = 'handed-over', gateway = '46elks') {
  const to = { channel: 'sms', recipient: '+46701740605', language: 'sv' } as const
  const queued = await queueMessage(test.deps, {
    organisation,
    personId: null,
    ...to,
    template: 'mobile-code',
    values: { code: '918273' },
    reference: 'K7',
    holdsSecret: true,
  })
  if (!queued.ok) throw new Error(queued.failure)
  const { messageId } = queued.value
  const id = { organisationId: organisation.id, id: messageId }
  await reveal(test.deps.db).message.update({
    where: { organisationId_id: id },
    data: { state, gateway, providerMessageId: state === 'handed-over' ? 's1' : null },
  })
  const query = new URL(receiptAddress(settings, gateway, { organisationId: organisation.id, messageId }) ?? '').searchParams
  const say = (body: string, more: Partial<Parameters<typeof takeReceipt>[1]> = {}) =>
    takeReceipt(test.deps, { gateway, query, contentType: form, body, ...more }, settings)
  return { messageId, query, say, way: () => readMessageWay(test.deps, organisation.id, messageId) }
}

it.each([
  ['46elks', form, 'id=s1&status=delivered&delivered=2026-11-23T12:00:01', 'delivered'],
  ['46elks', form, 'id=s1&status=failed', 'refused'],
  ['twilio', form, 'MessageSid=s1&MessageStatus=delivered', 'delivered'],
  ['twilio', form, 'MessageSid=s1&MessageStatus=undelivered&ErrorCode=30003', 'refused'],
  ['twilio', form, 'MessageSid=s1&MessageStatus=sent', 'handed-over'],
  ['http', 'application/json', '{"id":"s1","status":"delivered"}', 'delivered'],
])("%s' receipt %s %s makes the message %s", async (gateway, contentType, body, state) => {
  const message = await handedOver('handed-over', gateway)
  expect(await message.say(body, { contentType })).toBe('taken')
  expect((await message.way())?.state).toBe(state)
})

it('a receipt said twice, late or in the wrong order never moves a message back', async () => {
  const message = await handedOver()
  for (const status of ['delivered', 'failed', 'sent', 'delivered', 'failed']) expect(await message.say(`id=s1&status=${status}`)).toBe('taken')
  expect(await message.way()).toMatchObject({ state: 'delivered', failure: null, failedAt: null })
})

it('a receipt that is quicker than the answer of the gateway counts', async () => {
  const message = await handedOver('handing-over')
  await message.say('id=s1&status=delivered')
  expect(await message.way()).toMatchObject({ state: 'delivered', handedOverAt: test.clock.at })
})

it('a failed attempt told late does not end a message that waits for another', async () => {
  const message = await handedOver('queued')
  await message.say('id=s0&status=failed')
  expect((await message.way())?.state).toBe('queued')
})

it('without the proof in its address a receipt is refused', async () => {
  const [message, other] = [await handedOver(), await handedOver()]
  const forged = (name: string, value: string) => new URLSearchParams({ ...Object.fromEntries(message.query), [name]: value })
  const body = 'id=s1&status=delivered'
  for (const query of [
    new URLSearchParams(),
    forged('proof', ''),
    forged('proof', other.query.get('proof') ?? ''),
    forged('message', other.query.get('message') ?? ''),
  ])
    expect(await message.say(body, { query })).toBe('refused')
  expect(await message.say(body, { gateway: 'twilio' })).toBe('refused')
  expect(await message.say('id=another&status=delivered')).toBe('refused')
  const noSecret = takeReceipt(test.deps, { gateway: '46elks', query: message.query, contentType: form, body }, someEnvironment())
  expect(await noSecret).toBe('refused')
  expect((await message.way())?.state).toBe('handed-over')
})

it.each(['', '{', 'id=s1', 'status=%00', '[]', 'null'])('the unreadable receipt %j changes nothing', async (body) => {
  const message = await handedOver()
  expect(await message.say(body)).toBe('unreadable')
  expect(await message.say(body, { contentType: 'application/json' })).toBe('unreadable')
  expect((await message.way())?.state).toBe('handed-over')
})

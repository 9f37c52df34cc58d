import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, sentMessages } from '@/e2e/support/invented'
import { readPdf } from '@/e2e/support/read-pdf'
import { startSmsGateway } from '@/e2e/support/sms-gateway'
import { watchPlans } from '@/e2e/support/watch-plans'
import { reveal } from '@/lib/core/prisma'
import { deliverMessage } from '@/lib/delivery/deliver-message'
import { readPiles } from '@/lib/delivery/letter-piles'
import { listMessages } from '@/lib/delivery/list-messages'
import { openChannels } from '@/lib/delivery/open-channels'
import { elksVariables, someEnvironment } from '@/lib/delivery/organisation.fixture'
import { type MessageToQueue, queueMessage } from '@/lib/delivery/queue-message'
import { readUse } from '@/lib/delivery/read-use'
import type { MessageFilter } from '@/lib/delivery/schema'
import { sweepMessages } from '@/lib/delivery/sweep-messages'
import type { Organisation } from '@/lib/organisations/schema'
import type { Person } from '@/lib/people/rules'
import { endLetters } from './end-letters'
import { openLetters } from './open-letters'
import { readDeliveries } from './read-deliveries'
import { readDelivery } from './read-delivery'
import { retryDelivery } from './retry-delivery'
import { deliveriesQuery } from './schema'
import { sendTest } from './send-test'
import { stopDelivery } from './stop-delivery'
import { takeLetters } from './take-letters'
import { capJob, tellCap } from './tell-cap'

const database = testDatabase()
const client = inventClient('deliveries')
const day = 86_400_000
let gateway: Awaited<ReturnType<typeof startSmsGateway>>
let channels: ReturnType<typeof openChannels>
let number = 0
/** An organisation of its own for each test, with an administrator. */
let town: Organisation
let anna: Person
async function begin(changes: Parameters<typeof inventOrganisation>[2] = {}) {
  number += 1
  const open = { messagesPerRecipientPer10Minutes: 1_000, messagesPerPersonPerDay: 1_000 }
  town = await inventOrganisation(database.deps, 'kristinehov', { ...changes, limits: { ...open, ...changes.limits } }, `town-${number}`)
  anna = await inventPerson(database.deps, town, {
    username: 'anna',
    givenName: 'Anna',
    familyName: 'Admin',
    email: `anna${number}@example.org`,
    roles: ['administrator'],
  })
}
beforeAll(async () => {
  gateway = await startSmsGateway()
  channels = openChannels(someEnvironment({ ...elksVariables(gateway), SMS_RECEIPT_SECRET: 'a secret between the gateway and us' }))
})
afterAll(() => gateway.stop())
beforeEach(async () => {
  gateway.mood.failWith = null
  await begin()
})

async function queued(more: Partial<MessageToQueue> = {}) {
  const to = { channel: 'sms', recipient: '+46701740606', language: 'sv', template: 'test', values: {} } as const
  const message = await queueMessage(database.deps, { organisation: town, personId: null, ...to, ...more })
  if (!message.ok) throw new Error(message.failure)
  return message.value.messageId
}
const code = { template: 'second-factor-code', values: { code: '918273' }, reference: 'K7', holdsSecret: true } as const
const deliver = (messageId: string) => deliverMessage(database.deps, { organisationId: town.id, messageId }, { channels, onGivenUp: async () => {} })
const row = (id: string) => reveal(database.deps.db).message.findFirstOrThrow({ where: { id } })
const wish = (messageId: string, reason = 'ringde') => ({ actorId: anna.id, client, messageId, reason })
const jobs = (name: string) =>
  reveal(database.deps.db).$queryRaw<{ payload: { organisationId: string } }[]>`
    SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = ${name} ORDER BY j.id`
const told = (act: string) => reveal(database.deps.db).auditEvent.findMany({ where: { organisationId: town.id, act }, orderBy: { id: 'asc' } })

describe('staff may have a message tried again', () => {
  test('that was refused or given up: once, with a reason that stands in the audit, and it goes out', async () => {
    gateway.mood.failWith = 400
    const id = await queued({ personId: anna.id })
    await deliver(id)
    expect(await row(id)).toMatchObject({ state: 'refused' })
    gateway.mood.failWith = null
    expect(await retryDelivery(database.deps, town, wish(id, ' '))).toEqual({ ok: false, failure: 'desk.noReason' })
    const both = await Promise.all([1, 2].map(() => retryDelivery(database.deps, town, wish(id))))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const before = gateway.messages.length
    await deliver(id)
    await deliver(id)
    expect(gateway.messages.length - before).toBe(1)
    expect(await row(id)).toMatchObject({ state: 'handed-over', failure: null })
    expect(await told('message.retried')).toMatchObject([{ actorId: anna.id, subjectId: anna.id, personal: { reason: 'ringde' }, details: { messageId: id } }])
  })

  test('but no code that may have gone out, nothing that was replaced or is too old, and nothing of another organisation', async () => {
    const refused = { ok: false, failure: 'deliveries.tooLate' }
    const secret = await queued(code)
    gateway.mood.failWith = 504
    await deliver(secret)
    expect(await row(secret)).toMatchObject({ state: 'unknown' })
    const stale = await queued({ ...code, staleAt: new Date(database.clock.at.getTime() + 1) })
    const waits = await queued()
    const home = town
    await begin()
    expect(await retryDelivery(database.deps, town, wish(waits))).toEqual(refused)
    expect(await stopDelivery(database.deps, town, wish(waits))).toEqual(refused)
    town = home
    database.clock.forward(2)
    await deliver(stale)
    for (const id of [secret, stale]) expect([id, await retryDelivery(database.deps, town, wish(id))]).toEqual([id, refused])
    gateway.mood.failWith = null
    const sent = await queued()
    await deliver(sent)
    expect(await retryDelivery(database.deps, town, wish(sent))).toEqual(refused)
    await reveal(database.deps.db).message.updateMany({ where: { id: waits }, data: { state: 'given-up', failure: 'replaced' } })
    expect(await retryDelivery(database.deps, town, wish(waits))).toEqual(refused)
  })

  test('or given up while it waits, and never once it is out; its code is emptied', async () => {
    const id = await queued(code)
    expect((await stopDelivery(database.deps, town, wish(id))).ok).toBe(true)
    expect(await row(id)).toMatchObject({ state: 'given-up', failure: 'stopped', sealedContent: null })
    const before = gateway.messages.length
    await deliver(id)
    expect(gateway.messages.length).toBe(before)
    const sent = await queued()
    await deliver(sent)
    expect(await stopDelivery(database.deps, town, wish(sent))).toEqual({ ok: false, failure: 'deliveries.tooLate' })
    expect(await told('message.stopped')).toHaveLength(1)
  })
})

describe('the list', () => {
  test('finds by way, state, purpose, day and any writing of a number, and shows nothing of what a message says', async () => {
    const sms = await queued(code)
    const mail = await queued({ channel: 'email', recipient: 'Kari@Example.org' })
    database.clock.forward(2 * day)
    const later = await queued({ personId: anna.id })
    await deliver(later)
    const ids = async (typed: Record<string, string>) => {
      const query = deliveriesQuery.parse({ channel: '', state: '', purpose: '', recipient: '', from: '', until: '', before: '', ...typed })
      const found = await readDeliveries(database.deps, town, client, anna.id, query)
      expect(JSON.stringify(found.messages)).not.toContain('918273')
      return found.messages.map(({ id }) => id)
    }
    const today = database.clock.at.toISOString().slice(0, 10)
    expect(await ids({})).toEqual([later, mail, sms])
    expect(await ids({ channel: 'email' })).toEqual([mail])
    expect(await ids({ state: 'handed-over' })).toEqual([later])
    expect(await ids({ purpose: 'second-factor-code' })).toEqual([sms])
    expect(await ids({ recipient: '070-174 06 06' })).toEqual([later, sms])
    expect(await ids({ recipient: 'Kari@\0Example.org' })).toEqual([mail])
    expect(await ids({ from: today })).toEqual([later])
    expect(await ids({ channel: 'pigeon', from: 'x' })).toEqual([later, mail, sms])
    expect(await ids({ from: '2026-02-31', until: '0000-13-45' })).toEqual([later, mail, sms])
    expect(await told('deliveries.viewed')).toHaveLength(9)

    const { events, name } = (await readDelivery(database.deps, town, client, anna.id, later)) ?? {}
    expect(name).toBe('Anna Admin')
    expect(events?.map(({ state }) => state)).toEqual(['queued', 'handing-over', 'handed-over'])
    expect(events?.at(-1)?.answer).toMatch(/^200 \{"status":"created"/)
    await readDelivery(database.deps, town, client, anna.id, later) // the page looks again by itself
    expect((await told('deliveries.viewed')).slice(9)).toMatchObject([{ subjectId: anna.id }])
    await begin()
    expect(await readDelivery(database.deps, town, client, anna.id, later)).toBeNull()
  })

  test('finds each by an index among very many, and counts a month without reading the table', async () => {
    await reveal(
      database.deps.db,
    ).$executeRawUnsafe(`INSERT INTO messages (id, organisation_id, channel, recipient, country, purpose, state, next_attempt_at, created_at)
      SELECT (lpad(to_hex(1700000000000 + n * 1000), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid, '${town.id}',
        CASE WHEN n % 3000 = 0 THEN 'letter' WHEN n % 3 = 0 THEN 'email' ELSE 'sms' END, 'r' || n, 'SE', 'purpose-' || n % 30,
        CASE WHEN n % 500 = 0 THEN 'refused' ELSE 'delivered' END, now(), to_timestamp(1700000000 + n) FROM generate_series(1, 40000) n`)
    await reveal(database.deps.db).$executeRawUnsafe('VACUUM ANALYZE messages')
    const filters: MessageFilter[] = [
      {},
      { personId: anna.id },
      { channel: 'letter' },
      { state: 'refused' },
      { purpose: 'purpose-7' },
      { recipients: ['r77'] },
      { from: new Date(1_700_020_000_000), until: new Date(1_700_021_000_000) },
    ]
    for (const filter of filters) {
      const { deps, plans } = watchPlans(database.deps)
      await listMessages(deps, town.id, filter, null, 50)
      expect([filter, plans[0]]).toEqual([filter, expect.stringMatching(/Index/)])
      expect([filter, plans[0]]).toEqual([filter, expect.not.stringMatching(/Seq Scan/)])
    }
    const { deps, plans } = watchPlans(database.deps)
    await readUse(deps, town)
    expect(plans.join('\n')).not.toMatch(/Seq Scan/)
  })
})

describe('a test', () => {
  const send = (to: string, reason = 'ny gateway') => sendTest(database.deps, town, { actorId: anna.id, client, to, reason, language: 'sv' })

  test('goes the way of every other message, to a number or an address, and the gateway’s answer is kept without our credentials', async () => {
    const sent = await send('070-174 06 07')
    if (!sent.ok) throw new Error(sent.failure)
    gateway.mood.failWith = 401
    await deliver(sent.value)
    const { events } = (await readDelivery(database.deps, town, client, anna.id, sent.value)) ?? {}
    expect(events?.at(-1)?.answer).toMatch(/^401 /)
    expect(JSON.stringify(events)).not.toContain(gateway.password)
    expect((await send('anna@example.org')).ok).toBe(true)
    expect(await told('message.tested')).toMatchObject([{ personal: { to: '+46701740607', reason: 'ny gateway' } }, { details: { channel: 'email' } }])
  })

  test.each(['', '123', 'anna@', 'a@example.org, b@example.org', '+46701740605\n+46701740606', 'x'.repeat(300), '@@'])('to %j goes nowhere', async (to) => {
    expect(await send(to)).toEqual({ ok: false, failure: 'deliveries.test.noRecipient' })
  })

  test('needs a reason, keeps to the closed countries, and is no way to write to strangers all day', async () => {
    expect(await send('0701740607', ' ')).toEqual({ ok: false, failure: 'desk.noReason' })
    expect(await send('+1 876 555 1234')).toMatchObject({ ok: false })
    for (let times = 0; times < 25; times++) await send('anna@example.org')
    expect(await send('anna@example.org')).toEqual({ ok: false, failure: 'deliveries.test.tooMany' })
    expect((await sentMessages(database.deps)).filter(({ recipient }) => recipient === 'anna@example.org').length).toBeLessThan(25)
  })
})

describe('a cap of what messages cost', () => {
  const queue = (more: Partial<MessageToQueue> = {}) => {
    const to = { channel: 'sms', recipient: '+46701740606', language: 'sv', template: 'test', values: {} } as const
    return queueMessage(database.deps, { organisation: town, personId: null, ...to, ...more })
  }
  const marks = async () => (await jobs('tell-cap')).filter(({ payload }) => payload.organisationId === town.id).map(({ payload }) => capJob.parse(payload))

  test('warns at four fifths, stops at its end, keeps a tenth for notices, and opens with the next day', async () => {
    await begin({ limits: { smsPerDay: 10 } })
    for (let nth = 1; nth <= 7; nth++) expect((await queue()).ok).toBe(true)
    expect(await marks()).toEqual([])
    expect((await queue()).ok).toBe(true)
    expect(await marks()).toMatchObject([{ reached: 'near', channel: 'sms', period: 'day', max: 10 }])
    for (let nth = 9; nth <= 10; nth++) expect((await queue()).ok).toBe(true)
    expect((await marks()).map(({ reached }) => reached)).toEqual(['near', 'full'])
    expect(await queue({ isNotice: true })).toMatchObject({ ok: true })
    expect(await queue()).toEqual({ ok: false, failure: 'delivery.tooMany' })
    expect(await queue({ isNotice: true })).toEqual({ ok: false, failure: 'delivery.tooMany' })
    expect((await queue({ channel: 'email', recipient: 'kari@example.org' })).ok).toBe(true)
    expect((await readUse(database.deps, town))[0]).toMatchObject({ channel: 'sms', today: 11, todayMax: 10 })
    expect(await marks()).toHaveLength(2)
    database.clock.forward(day)
    expect((await queue()).ok).toBe(true)

    for (const mark of await marks()) await tellCap(database.deps, mark)
    const mails = (await sentMessages(database.deps)).filter(({ recipient }) => recipient === anna.email)
    expect(mails.map(({ purpose }) => purpose)).toEqual(['cap-near', 'cap-full'])
    expect(await told('delivery.cap-full')).toMatchObject([{ outcome: 'failure', details: { channel: 'sms', max: 10 } }])
  })

  test('of forty at once lets as many through as it says, and counts what was sent before it was set', async () => {
    for (let nth = 0; nth < 3; nth++) await queue()
    town = await inventOrganisation(database.deps, 'kristinehov', { limits: { ...town.settings.limits, smsPerMonth: 12 } }, town.slug)
    const all = await Promise.all(Array.from({ length: 40 }, () => queue()))
    expect(all.filter(({ ok }) => ok)).toHaveLength(9)
  })

  test('is shown with what it cost, at home and abroad', async () => {
    await begin({ prices: { currency: 'SEK', sms: 0.5, smsAbroad: 2, letter: 12 }, limits: { messagesPerCountryPerMonth: 100, lettersPerMonth: 5 } })
    for (const recipient of ['+46701740606', '+46701740607', '+4740612345']) await queue({ recipient })
    const use = await readUse(database.deps, town)
    expect(use.map(({ channel, country, month, monthMax, cost }) => [channel, country, month, monthMax, cost])).toEqual([
      ['sms', null, 3, null, 3],
      ['sms', 'SE', 2, 100, 1],
      ['sms', 'NO', 1, 100, 2],
      ['email', null, 0, null, 0],
      ['letter', null, 0, 5, 0],
    ])
  })
})

describe('letters', () => {
  const letter = (nth: number) =>
    queued({
      channel: 'letter',
      recipient: `9041${nth}`,
      template: 'first-password',
      values: { name: `Kari ${nth}`, secret: 'ABCD-EFGH-JKLM', until: new Date(database.clock.at.getTime() + 21 * day), isErased: 'yes', known: 'number' },
      link: 'https://portal.example.org/first-password',
      address: [`Kari ${nth} Nordmann`, 'Storgata 1', '0155 OSLO'],
      holdsSecret: true,
      staleAt: new Date(database.clock.at.getTime() + 21 * day),
    })
  const open = async (pileId: string) => {
    const pdf = await openLetters(database.deps, town, client, anna.id, pileId)
    const pieces: Buffer[] = []
    for await (const piece of pdf ?? []) pieces.push(piece)
    return pdf && Buffer.concat(pieces)
  }
  const piles = () => readPiles(database.deps, town.id)

  test('are taken by one, printed as often as need be, and out of the database when they are on paper', async () => {
    const ids = [await letter(1), await letter(2), await letter(3)]
    const both = await Promise.all([1, 2].map(() => takeLetters(database.deps, town, client, anna.id)))
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const { waiting, piles: taken } = await piles()
    expect([waiting, taken.map(({ count }) => count)]).toEqual([0, [3]])
    const pileId = taken[0]?.id ?? ''
    for (let times = 0; times < 2; times++) {
      const pages = await readPdf((await open(pileId)) ?? Buffer.of())
      expect(pages.map((text) => text.match(/Kari (\d+) Nordmann/)?.[1])).toEqual(['1', '2', '3'])
    }
    const home = town
    await begin()
    expect(await open(pileId)).toBeNull()
    await endLetters(database.deps, town, client, anna.id, { pileId, isPrinted: true })
    town = home
    await endLetters(database.deps, town, client, anna.id, { pileId, isPrinted: true })
    await endLetters(database.deps, town, client, anna.id, { pileId, isPrinted: false })
    for (const id of ids) expect(await row(id)).toMatchObject({ state: 'handed-over', gateway: 'print', sealedContent: null })
    expect(await open(pileId)).toBeNull()
    expect((await told('desk.letters-printed')).map(({ details }) => details)).toMatchObject([{ count: 3 }])
    expect(await told('letters.opened')).toHaveLength(2)
    expect(await told('letters.put-back')).toHaveLength(0)
  })

  test('wait again when they are put back, or when nothing is said of them for hours', async () => {
    await letter(4)
    await takeLetters(database.deps, town, client, anna.id)
    await endLetters(database.deps, town, client, anna.id, { pileId: (await piles()).piles[0]?.id ?? '', isPrinted: false })
    expect(await piles()).toEqual({ waiting: 1, piles: [] })
    await takeLetters(database.deps, town, client, anna.id)
    database.clock.forward(4 * 60 * 60_000 + 1)
    await sweepMessages(database.deps, { isContentKept: false })
    expect(await piles()).toEqual({ waiting: 1, piles: [] })
  })
})

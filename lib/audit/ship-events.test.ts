import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { makeCertificate } from '@/e2e/support/certificate'
import { testDatabase } from '@/e2e/support/database'
import { startSyslogReceiver } from '@/e2e/support/syslog-receiver'
import { reveal } from '@/lib/core/prisma'
import { handToSyslog } from './hand-to-syslog'
import { recordEvent } from './record-event'
import { sealEvents } from './seal-events'
import { shipEvents } from './ship-events'

const database = testDatabase()
const organisationId = '00000000-0000-7000-8000-000000000001'
type Receiver = Awaited<ReturnType<typeof startSyslogReceiver>>

async function happens(times: number, act = 'sign-in.succeeded', personal: Record<string, string> = { address: '203.0.113.9' }, of = organisationId) {
  for (let time = 0; time < times; time++) await recordEvent(database.deps, { organisationId: of, act, outcome: 'success', personal })
  await sealEvents(database.deps)
}
const ship = (receiver: Receiver) => shipEvents(database.deps, { address: receiver.url, host: 'portal.example.org' }, () => 'kristinehov')
const events = (receiver: Receiver) => receiver.lines.filter((line) => !/ audit\.\w+ /.test(line))
const positions = (receiver: Receiver) => events(receiver).map((line) => Number(/ position="(\d+)"/.exec(line)?.[1]))
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
const arrival = (receiver: Receiver, count: number) => expect.poll(() => events(receiver).length).toBe(count)

let receiver: Receiver
beforeEach(async () => {
  const db = reveal(database.deps.db)
  await db.$executeRawUnsafe('ALTER TABLE audit_links DISABLE TRIGGER USER')
  await db.$executeRawUnsafe('ALTER TABLE audit_events DISABLE TRIGGER USER')
  await db.$executeRawUnsafe('TRUNCATE audit_links, audit_events, audit_shipments')
  await db.$executeRawUnsafe('ALTER TABLE audit_links ENABLE TRIGGER USER')
  await db.$executeRawUnsafe('ALTER TABLE audit_events ENABLE TRIGGER USER')
})
afterEach(() => receiver.stop())

describe.each(['tcp', 'udp'] as const)('over %s', (kind) => {
  beforeEach(async () => {
    receiver = await startSyslogReceiver(kind)
  })

  it('every event comes once and in the order of its chain, and later ones later', async () => {
    await happens(12)
    await ship(receiver)
    await happens(3)
    await ship(receiver)
    await arrival(receiver, 15)
    expect(positions(receiver)).toEqual(upTo(15))
  })

  it('nothing is lost while the receiver is down: it catches up in batches when it is back', async () => {
    await happens(5)
    await ship(receiver)
    await arrival(receiver, 5)
    await receiver.goDown()
    await happens(1_200)
    await expect(ship(receiver)).rejects.toThrow()
    await expect(ship(receiver)).rejects.toThrow()
    await receiver.goUp()
    await ship(receiver)
    await arrival(receiver, 1_205)
    expect(positions(receiver)).toEqual(upTo(1_205))
  })

  it('is what RFC 5424 says, in one line, whatever was typed (security.md 52)', async () => {
    const forged = 'x"] evil\n<13>1 2026-11-23T12:00:00Z portal porten - sign-in.succeeded [event@32473 actor="admin"] \\'
    await happens(1, 'details.changed', { address: '203.0.113.9', reason: forged })
    await ship(receiver)
    await arrival(receiver, 1)
    const [line = ''] = events(receiver)
    expect(line).toMatch(
      /^<110>1 2026-11-23T12:00:00\.000Z portal\.example\.org porten - details\.changed \[event@32473 organisation="kristinehov" organisationId="[-0-9a-f]{36}" position="1" hash="[0-9a-f]{64}" id="[-0-9a-f]{36}" outcome="success"\]\[personal@32473 /,
    )
    expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
    expect(valuesOf(line)).toMatchObject({ 'personal.address': '203.0.113.9', 'personal.reason': forged.replace('\n', '\\u000a') })
  })
})

it('as CEF it is one line that no value can end or add a key to, with what was typed whole', async () => {
  receiver = await startSyslogReceiver('tcp')
  await recordEvent(database.deps, {
    organisationId,
    act: 'desk.account-frozen',
    outcome: 'failure',
    details: { by: 'staff' },
    personal: { address: '203.0.113.9', reason: 'a|b suid=admin \\ \n<13>1 x CEF:0|Other' },
  })
  await sealEvents(database.deps)
  await shipEvents(database.deps, { address: receiver.url, host: 'portal.example.org', format: 'cef' }, () => 'kristinehov')
  await arrival(receiver, 1)
  const [line = ''] = events(receiver)
  expect(line).toMatch(
    /^<108>1 2026-\S+ portal\.example\.org porten - desk\.account-frozen - CEF:0\|Porten\|Porten\|1\|desk\.account-frozen\|desk\.account-frozen\|6\|rt=\d{13} externalId=/,
  )
  expect(line).toContain('src=203.0.113.9 reason=a|b suid\\=admin \\\\ \\n<13>1 x CEF:0|Other cs1Label=organisation cs1=kristinehov cs2Label=hash')
  expect(line).toContain('cn1Label=position cn1=1 cs3Label=details cs3={"by":"staff"}')
  expect(receiver.lines.filter((told) => / audit\.head - CEF:0\|/.test(told))).toHaveLength(1)
})

describe('an event whose details are many and long', () => {
  const names = Array.from({ length: 60 }, (_, at) => `Avdelning ${at} ${'😀'.repeat(400)}`)
  const record = () =>
    recordEvent(database.deps, {
      organisationId,
      act: 'groups.changed',
      outcome: 'success',
      details: { groups: ['Bergen sentrum', 'Voss'], 'a name"] of\nsomebody': 'x', names },
      personal: { address: '2001:db8::1' },
    })

  it('goes in one datagram that says how much it left out, and stops nobody behind it', async () => {
    receiver = await startSyslogReceiver('udp')
    await record()
    await happens(2)
    await ship(receiver)
    await arrival(receiver, 3)
    const [line = ''] = events(receiver)
    expect(Buffer.byteLength(line)).toBeLessThan(8_192)
    for (const told of [' groups="Bergen sentrum" groups="Voss"', ' a_name___of_somebody="x"', ' names="Avdelning 0 😀']) expect(line).toContain(told)
    expect(line).toMatch(/ leftOut="5\d"\]/)
    valuesOf(line)
  })

  it('is CEF with an address of IPv6 under its own key, and details that end where the dictionary says', async () => {
    receiver = await startSyslogReceiver('udp')
    await record()
    await sealEvents(database.deps)
    await shipEvents(database.deps, { address: receiver.url, host: 'portal.example.org', format: 'cef' }, () => 'kristinehov')
    await arrival(receiver, 1)
    const [line = ''] = events(receiver)
    expect(line).toContain(' c6a2Label=Source IPv6 Address c6a2=2001:db8::1 ')
    expect(line).not.toContain(' src=')
    expect([...(/ cs3=(.*)$/.exec(line)?.[1] ?? '')].length).toBe(4_000)
  })
})

/** What a receiver reads out of structured data, by RFC 5424's own grammar; throws where there is anything else. */
function valuesOf(line: string): Record<string, string> {
  const values: Record<string, string> = {}
  let rest = line.split(' ').slice(6).join(' ')
  for (
    let match = /^\[(\w+)@32473((?: \w+="(?:[^"\\\]]|\\["\\\]])*")+)\]/.exec(rest);
    match;
    match = /^\[(\w+)@32473((?: \w+="(?:[^"\\\]]|\\["\\\]])*")+)\]/.exec(rest)
  ) {
    for (const [, name, value = ''] of (match[2] ?? '').matchAll(/ (\w+)="((?:[^"\\\]]|\\["\\\]])*)"/g))
      values[`${match[1]}.${name}`] = value.replace(/\\(["\\\]])/g, '$1')
    rest = rest.slice(match[0].length)
  }
  if (!/^ [\w. -]*$/.test(rest)) throw new Error(`not structured data: ${rest}`)
  return values
}

describe('a receiver', () => {
  beforeEach(async () => {
    receiver = await startSyslogReceiver('tcp')
  })

  it.each([
    ['breaks in the middle of a batch', { after: 7 }],
    ['takes the connection and closes it at once, as a balancer with nobody behind it', { closes: true }],
  ])('that %s gets all of it again, and nothing is skipped', async (_, mood) => {
    await happens(20)
    Object.assign(receiver.mood, mood)
    await expect(ship(receiver)).rejects.toThrow()
    Object.assign(receiver.mood, { after: Number.POSITIVE_INFINITY, closes: false })
    await ship(receiver)
    expect(positions(receiver).slice(-20)).toEqual(upTo(20))
  })

  it('of another address has everything from the first event on', async () => {
    await happens(4)
    await ship(receiver)
    const second = await startSyslogReceiver('tcp')
    await ship(second)
    expect([positions(receiver), positions(second)]).toEqual([upTo(4), upTo(4)])
    await second.stop()
  })

  it('is told the head every day, also when nothing happens, and not more often', async () => {
    await happens(2)
    const heads = () => receiver.lines.filter((line) => line.includes(' audit.head '))
    await ship(receiver)
    await ship(receiver)
    expect(heads()).toHaveLength(1)
    const { hash } = await reveal(database.deps.db).auditLink.findFirstOrThrow({ orderBy: { position: 'desc' } })
    expect(heads()[0]).toContain(`position="2" hash="${Buffer.from(hash).toString('hex')}"`)
    database.clock.forward(24 * 60 * 60_000)
    await ship(receiver)
    await ship(receiver)
    expect(heads()).toHaveLength(2)
  })

  it('hears an alert when the chain was cut behind what it has, and gets what is there now', async () => {
    await happens(10)
    await ship(receiver)
    const db = reveal(database.deps.db)
    await db.$executeRawUnsafe('ALTER TABLE audit_links DISABLE TRIGGER USER')
    await db.$executeRawUnsafe('ALTER TABLE audit_events DISABLE TRIGGER audit_events_append_only')
    await db.$executeRaw`DELETE FROM audit_events e USING audit_links l WHERE l.event_id = e.id AND l.position > 6`
    await db.$executeRaw`DELETE FROM audit_links WHERE position > 6`
    await happens(2, 'sign-in.refused')
    await ship(receiver)
    expect(receiver.lines.filter((line) => line.startsWith('<105>1 '))).toEqual([expect.stringMatching(/ audit\.broken .* position="10" /)])
    expect(positions(receiver)).toEqual([...upTo(10), ...upTo(8)])
  })

  it('gets nothing twice when two workers ship at once', async () => {
    await happens(800)
    await Promise.all([ship(receiver), ship(receiver), ship(receiver)])
    await ship(receiver)
    expect(positions(receiver)).toEqual(upTo(800))
  })
})

test('over TLS a receiver is believed only with a certificate that is trusted for its address', async () => {
  const keys = makeCertificate()
  receiver = await startSyslogReceiver('tls', keys)
  await expect(handToSyslog(receiver.url, ['one'])).rejects.toThrow(/self-signed|self signed/)
  await expect(handToSyslog(receiver.url.replace('127.0.0.1', 'localhost'), ['one'], { ca: keys.cert })).rejects.toThrow(/altnames|localhost/)
  expect(receiver.lines).toEqual([])
  await handToSyslog(receiver.url, ['one', 'två rader\n'], { ca: keys.cert })
  expect(receiver.lines).toEqual(['one', 'två rader\n'])
})

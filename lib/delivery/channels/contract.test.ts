import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startSmsGateway } from '@/e2e/support/sms-gateway'
import { startSmtpServer } from '@/e2e/support/smtp-server'
import type { Channel, Handover } from '../channel'
import { openFortySixElks } from './46elks'
import { openHttp } from './http'
import { openOutbox } from './outbox'
import { openSmtp } from './smtp'
import { openTwilio } from './twilio'

const timeoutMs = 2_000
let gateway: Awaited<ReturnType<typeof startSmsGateway>>
let smtp: Awaited<ReturnType<typeof startSmtpServer>>
beforeAll(async () => {
  gateway = await startSmsGateway()
  smtp = await startSmtpServer()
})
afterAll(() => Promise.all([gateway.stop(), smtp.stop()]))

const sms = (open: (settings: { url: string; user: string; password: string; sender: string; timeoutMs: number }) => Channel, path = '') => ({
  open: () => open({ url: gateway.url + path, user: gateway.user, password: gateway.password, sender: 'Porten', timeoutMs }),
  to: '+46701740605',
  refuseable: '+46701740606',
  refuse: () => gateway.refuse('+46701740606'),
  received: () => gateway.messages.map(({ text }) => text),
  mood: { failing: () => Object.assign(gateway.mood, { failWith: 503 }), hanging: () => Object.assign(gateway.mood, { isHanging: true }) },
  lies: [500, 502, 504, 'cut' as const],
  lie: (how: number | 'cut') => Object.assign(gateway.mood, { lieWith: how }),
  down: () => gateway.goDown(),
  up: () => gateway.goUp(),
})

const ways = {
  '46elks': sms(openFortySixElks),
  twilio: sms(openTwilio),
  http: sms(openHttp, '/send'),
  smtp: {
    open: () => openSmtp({ url: smtp.url, from: 'Porten <no-reply@porten.example.org>', timeoutMs }),
    to: 'kajsa@example.org',
    refuseable: 'nobody@example.org',
    refuse: () => smtp.refuse('nobody@example.org'),
    received: () => smtp.mails.map(({ text }) => text.trim()),
    mood: { failing: () => Object.assign(smtp.mood, { isFailing: true }), hanging: () => Object.assign(smtp.mood, { answersData: 'silence' }) },
    lies: [421, 451],
    lie: (how: number | 'cut') => Object.assign(smtp.mood, { answersData: how }),
    down: () => smtp.goDown(),
    up: () => smtp.goUp(),
  },
  outbox: { open: () => openOutbox(), to: '+46701740605', received: null },
}

beforeEach(() => {
  Object.assign(gateway.mood, { failWith: null, isHanging: false, lieWith: null })
  Object.assign(smtp.mood, { delayMs: 0, isFailing: false, answersData: null })
})

let count = 0
const letter = (to: string): Handover => {
  count += 1
  return {
    id: crypto.randomUUID(),
    to,
    text: `Åäö ${count}`,
    subject: 'Ämne',
    html: '<p>Åäö</p>',
    senderName: 'Kristinehovs kommun',
    replyTo: 'help@example.org',
    organisationSlug: 'k',
    receiptUrl: null,
  }
}

describe.each(Object.entries(ways))('%s', (_name, way) => {
  const channel: { now: Channel } = { now: openOutbox() }
  beforeAll(() => {
    channel.now = way.open()
  })
  afterAll(() => channel.now.close())

  it('hands a message over once and says so', async () => {
    const message = letter(way.to)
    expect(await channel.now.hand(message)).toMatchObject({ kind: 'handed-over' })
    if (way.received) expect(way.received().filter((text) => text === message.text)).toHaveLength(1)
  })

  if (!way.received) return

  it('says that a refused recipient is refused for good', async () => {
    way.refuse()
    expect(await channel.now.hand(letter(way.refuseable))).toMatchObject({ kind: 'permanent' })
  })

  it('says that a failing gateway may be asked again', async () => {
    way.mood.failing()
    expect(await channel.now.hand(letter(way.to))).toMatchObject({ kind: 'retryable' })
  })

  it('answers within its time that nobody knows, when the gateway took the message and fell silent', async () => {
    way.mood.hanging()
    const message = letter(way.to)
    expect(await channel.now.hand(message)).toMatchObject({ kind: 'unknown' })
    expect(way.received().filter((text) => text === message.text)).toHaveLength(1)
  })

  it.each(way.lies)('says that nobody knows, when the gateway took the message and answered %s', async (how) => {
    way.lie(how)
    const message = letter(way.to)
    expect(await channel.now.hand(message)).toMatchObject({ kind: 'unknown' })
    expect(way.received().filter((text) => text === message.text)).toHaveLength(1)
  })

  it('says that a gateway that is down may be asked again, and reaches it when it is back', async () => {
    await way.down()
    expect(await channel.now.hand(letter(way.to))).toMatchObject({ kind: 'retryable' })
    await way.up()
    expect(await channel.now.hand(letter(way.to))).toMatchObject({ kind: 'handed-over' })
  })
})

it('wrong credentials lose no message: they are for the operator to mend', async () => {
  const channel = openFortySixElks({ url: gateway.url, user: 'x', password: 'y', sender: 'Porten', timeoutMs })
  expect(await channel.hand(letter('+46701740605'))).toMatchObject({ kind: 'retryable' })
})

it('what a gateway says instead of taking a message lets it be asked again', async () => {
  const channel = openFortySixElks({ url: gateway.url, user: gateway.user, password: gateway.password, sender: 'Porten', timeoutMs })
  for (const failWith of [307, 402, 404, 408, 429, 503]) {
    Object.assign(gateway.mood, { failWith })
    expect(await channel.hand(letter('+46701740605'))).toMatchObject({ kind: 'retryable' })
  }
})

it('an e-mail is ours in every header: stable id, automatic, no header smuggled in by a name', async () => {
  const channel = openSmtp({ url: smtp.url, from: 'no-reply@porten.example.org', timeoutMs })
  const message = { ...letter('kajsa@example.org'), senderName: 'Evil\r\nBcc: x@example.org', subject: 'One\r\nX-Evil: two' }
  await channel.hand(message)
  const mail = smtp.mails.at(-1)
  expect(mail?.messageId).toBe(`<${message.id}@porten.example.org>`)
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
  expect([...(mail?.headers.keys() ?? [])]).not.toEqual(expect.arrayContaining(['x-evil']))
  expect(mail?.headers.has('bcc')).toBe(false)
  expect(mail?.html).toContain('Åäö')
  expect(mail?.to).toEqual(['kajsa@example.org'])
  expect(await channel.hand({ ...message, to: 'a@example.org, b@example.org' })).toMatchObject({ kind: 'permanent' })
  channel.close()
})

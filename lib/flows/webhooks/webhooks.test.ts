import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook as Verifier } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventOrganisation } from '@/e2e/support/invented'
import { recordEvent } from '@/lib/audit/record-event'
import { sealEvents } from '@/lib/audit/seal-events'
import { environment } from '@/lib/core/env'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { listWebhooks } from '@/lib/webhooks/list-webhooks'
import { sendWebhooks } from '@/lib/webhooks/send-webhooks'
import { changeWebhookSecret, makeWebhook, removeWebhook, retryWebhook, testWebhook } from './change-webhook'
import { makeWebhookForm } from './schema'

// The receiver checks signatures with the library that Standard Webhooks publishes, which knows nothing of ours.

const database = testDatabase()
const actor = {
  actorId: '00000000-0000-7000-8000-0000000000aa',
  client: { address: '203.0.113.9', host: 'portal.example.org', isInside: true, userAgent: 'a browser', browser: 'a secret', device: 'another' },
  reason: 'the log of the data centre',
}
type Got = { headers: Record<string, string>; body: string }

let organisation: Organisation
let elsewhere: Organisation
let url = ''
let got: Got[] = []
let answers: number[] = []
let retryAfter: string | null = null
const receiver = createServer((request, response) => {
  let body = ''
  request
    .on('data', (piece) => (body += piece))
    .on('end', () => {
      got.push({ headers: request.headers as Record<string, string>, body })
      response.writeHead(answers.shift() ?? 204, { location: 'http://127.0.0.1:9/', ...(retryAfter ? { 'retry-after': retryAfter } : {}) }).end()
    })
})

beforeAll(async () => {
  environment().PRIVATE_NETWORKS_ALLOWED.push('127.0.0.0/8') // the receiver stands on loopback
  await new Promise<void>((open) => receiver.listen(0, '127.0.0.1', open))
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/porten`
})
afterAll(() => {
  environment().PRIVATE_NETWORKS_ALLOWED.pop()
  receiver.close()
})
beforeEach(async () => {
  organisation = await inventOrganisation(database.deps, 'kristinehov')
  elsewhere = await inventOrganisation(database.deps, 'motafors')
  await reveal(database.deps.db).webhook.deleteMany({})
  got = []
  answers = []
  retryAfter = null
})

const at = (minutes: number) => ({ ...database.deps, now: () => new Date(database.deps.now().getTime() + minutes * 60_000) })
const send = (minutes = 0) => sendWebhooks(at(minutes), () => organisation.slug)
const happen = async (act: string, of = organisation) => {
  await recordEvent(database.deps, { organisationId: of.id, act, outcome: 'success', personal: { address: '198.51.100.7' }, details: { mark: act } })
  await sealEvents(database.deps)
}
async function make(acts: string[] = [], at = url) {
  const made = await makeWebhook(database.deps, organisation, actor, { url: at, acts })
  if (!made.ok) throw new Error(made.failure)
  await sealEvents(database.deps)
  await send()
  got = got.filter(() => false) // that it was made is told, too
  return made.value.secret
}
const only = async () => (await listWebhooks(database.deps, organisation.id))[0]
const verify = (secret: string, { headers, body }: Got) => new Verifier(secret).verify(body, headers) as { type: string; timestamp: string; data: object }
const types = () => got.map(({ body }) => JSON.parse(body).type)
/** The library refuses what is older than five minutes by the machine's own clock. */
const signedNow = async (work: () => Promise<unknown>) => {
  const now = database.deps.now
  database.deps.now = () => new Date()
  await work().finally(() => {
    database.deps.now = now
  })
}

test('a receiver is told each entry of the log once, in order, signed, and without personal data', async () => {
  let secret = ''
  await signedNow(async () => {
    secret = await make()
    for (const act of ['sign-in.refused', 'account.locked', 'sign-in.succeeded']) await happen(act)
    await happen('sign-in.refused', elsewhere)
    await send()
    await send()
  })
  expect(types()).toEqual(['sign-in.refused', 'account.locked', 'sign-in.succeeded'])
  const [first] = got
  if (!first) throw new Error('nothing came')
  expect(verify(secret, first)).toMatchObject({
    type: 'sign-in.refused',
    data: { organisation: organisation.slug, outcome: 'success', details: { mark: 'sign-in.refused' } },
  })
  expect(got.map(({ body }) => body).join()).not.toContain('198.51.100.7')
  expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(3)
  expect(() => verify(secret, { ...first, body: first.body.replace('success', 'failure') })).toThrow()
  expect(await only()).toMatchObject({ failures: 0, lastAnswer: '204' })
})

test('it is told what it asked for, and nothing of before it was added', async () => {
  await happen('account.locked')
  await make(['account', 'sign-in.refused'])
  for (const act of ['sign-in.succeeded', 'account.locked', 'accounting.closed', 'sign-in.refused', 'account.unlocked']) await happen(act)
  await send()
  expect(types()).toEqual(['account.locked', 'sign-in.refused', 'account.unlocked'])
})

describe('a receiver that fails', () => {
  it('gets the same message again after pauses that grow, and then the others; nothing is lost', async () => {
    await make()
    for (const act of ['one.happened', 'two.happened', 'three.happened']) await happen(act)
    answers = [204, 500, 503]
    await send()
    expect(types()).toEqual(['one.happened', 'two.happened'])
    await send(0.5)
    expect(got).toHaveLength(2) // in peace for a minute
    await send(1)
    await send(5.9)
    expect(types().slice(2)).toEqual(['two.happened'])
    expect(await only()).toMatchObject({ failures: 2, lastAnswer: '503' })
    await send(6)
    expect(types().slice(3)).toEqual(['two.happened', 'three.happened'])
    expect(await only()).toMatchObject({ failures: 0, lastAnswer: '204' })
  })

  it('and says when to come again is left in peace until then, a day at most, and never shorter than before', async () => {
    const inAnHour = new Date(database.deps.now().getTime() + 3_600_000).toUTCString()
    for (const [wish, minutes] of [
      ['600', 10],
      [inAnHour, 60],
      ['99999999999', 24 * 60],
      ['1', 1],
      ['soon', 1],
      ['-5', 1],
    ] as const) {
      await make()
      await happen('one.happened')
      answers = [503]
      retryAfter = wish
      await send()
      await send(minutes - 0.1)
      expect([wish, types()]).toEqual([wish, ['one.happened']])
      await send(minutes)
      expect([wish, types()]).toEqual([wish, ['one.happened', 'one.happened']])
      await removeWebhook(database.deps, organisation, actor, (await only())?.id ?? '')
      got = []
    }
  })

  it('and is not there at all, or answers with a redirect, is one that failed', async () => {
    await make([], 'http://127.0.0.1:9/nobody')
    await happen('one.happened')
    await send()
    expect(await only()).toMatchObject({ failures: 1, lastAnswer: expect.stringContaining('ECONNREFUSED') })
    await removeWebhook(database.deps, organisation, actor, (await only())?.id ?? '')
    await make()
    await happen('two.happened')
    answers = [302]
    await send()
    expect([got.length, (await only())?.lastAnswer]).toEqual([1, '302'])
  })

  it.each([
    ['for three days', Array(10).fill(500), 9],
    ['with "gone"', [410], 1],
  ])('%s is stopped, which the log says; "try again" goes on where it was', async (_, mood, times) => {
    await make()
    await happen('one.happened')
    answers = mood
    for (let turn = 0; turn < 12; turn++) await send(turn * 1_500)
    expect(got).toHaveLength(times + (times > 1 ? 1 : 0))
    expect((await only())?.stoppedAt).not.toBeNull()
    const details = { path: ['webhookId'], equals: (await only())?.id ?? '' }
    expect(await reveal(database.deps.db).auditEvent.count({ where: { organisationId: organisation.id, act: 'webhooks.stopped', details } })).toBe(1)
    answers = []
    got = []
    await retryWebhook(database.deps, organisation, actor, (await only())?.id ?? '')
    await send(20_000)
    expect(types()[0]).toBe('one.happened')
    expect(await only()).toMatchObject({ failures: 0, stoppedAt: null })
  })
})

test('two workers at once tell it once; what a killed one had is taken up when its time is over', async () => {
  await make()
  for (let count = 0; count < 20; count++) await happen('one.happened')
  await Promise.all([send(), send(), send()])
  expect(got).toHaveLength(20)
  await happen('two.happened')
  // as a worker leaves it that dies after it has taken the receiver
  await reveal(database.deps.db).webhook.updateMany({ where: { organisationId: organisation.id }, data: { nextAttemptAt: at(10).now() } })
  await send(9)
  expect(got).toHaveLength(20)
  await send(10)
  expect(types().slice(20)).toEqual(['two.happened'])
})

test('a changed secret signs beside the former one for a day, then alone', async () => {
  await signedNow(async () => {
    const former = await make()
    const changed = await changeWebhookSecret(database.deps, organisation, actor, (await only())?.id ?? '')
    if (!changed.ok || !changed.value) throw new Error('no secret')
    await happen('one.happened')
    await send()
    const last = got.at(-1)
    if (!last) throw new Error('nothing came')
    for (const secret of [former, changed.value]) expect(verify(secret, last)).toMatchObject({ type: 'one.happened' })
    await reveal(database.deps.db).webhook.updateMany({ where: { organisationId: organisation.id }, data: { formerUntil: new Date() } })
    await happen('two.happened')
    await send()
    const after = got.at(-1)
    if (!after) throw new Error('nothing came')
    expect(verify(changed.value, after)).toMatchObject({ type: 'two.happened' })
    expect(() => verify(former, after)).toThrow()
  })
})

test('a test tells what came back; one that was removed is told nothing, another organisation’s is none', async () => {
  await make()
  const id = (await only())?.id ?? ''
  answers = [418]
  expect(await testWebhook(database.deps, organisation, actor, id)).toEqual({ ok: true, value: '418' })
  for (const act of [testWebhook, retryWebhook, changeWebhookSecret, removeWebhook]) {
    expect(await act(database.deps, elsewhere, actor, id)).toEqual({ ok: false, failure: 'webhooks.none' })
    expect(await act(database.deps, organisation, { ...actor, reason: ' ' }, id)).toEqual({ ok: false, failure: 'desk.noReason' })
  }
  await happen('one.happened')
  expect(await removeWebhook(database.deps, organisation, actor, id)).toMatchObject({ ok: true })
  got = []
  await send(5)
  expect([got.length, await listWebhooks(database.deps, organisation.id)]).toEqual([0, []])
})

test('an address inside the operator’s own network is not called, whatever was typed', async () => {
  await make()
  environment().PRIVATE_NETWORKS_ALLOWED.pop()
  try {
    await happen('one.happened')
    await send()
    expect([got.length, (await only())?.lastAnswer]).toEqual([0, expect.stringContaining('may not be called')])
  } finally {
    environment().PRIVATE_NETWORKS_ALLOWED.push('127.0.0.0/8')
  }
})

test.each([
  ['http://example.org/hook', '', 'url'],
  ['https://user:secret@example.org/', '', 'url'],
  ['javascript:alert(1)', '', 'url'],
  ['https://example.org/', 'SELECT 1', 'acts'],
  ['https://example.org/', 'sign-in.*', 'acts'],
])('%s with "%s" is refused at %s', (url, acts, field) => {
  const read = makeWebhookForm.safeParse({ once: '00000000-0000-4000-8000-000000000000', reason: 'x', url, acts })
  expect(read.error?.issues.map(({ path }) => path[0])).toContain(field)
})

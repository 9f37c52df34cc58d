import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPassword } from '@/e2e/support/check-password'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, password, sentMessages } from '@/e2e/support/invented'
import { firstPasswordIn, readPdf } from '@/e2e/support/read-pdf'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { chooseSignIn, findChoosing, submitFirstPassword } from '../first-password/use-first-password'
import { printLetters } from './print-letters'
import { sendFirstPassword } from './send-first-password'

const database = testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'porten-letters-'))
afterAll(() => rmSync(folder, { recursive: true }))
const day = 86_400_000
const ways = ['sms', 'email', 'letter'] as const
const newPassword = 'tallkotte och zebra 99'
const client = inventClient('desk', { address: '10.20.0.9', isInside: true })
let union: Organisation
let staffId = ''
let taken = 0

beforeAll(async () => {
  union = await inventOrganisation(database.deps, 'handelsforbundet')
  staffId = (await inventPerson(database.deps, union, { username: 'ansatt', roles: ['caseworker'] })).id
})

async function member(changes: Parameters<typeof inventPerson>[2] = {}, organisation = union) {
  const number = String(90_410_700 + taken++)
  const address = { street: 'Storgata 1', postalCode: '0155', city: 'Oslo', country: 'NO' }
  const names = { username: null, memberNumber: number, mobile: `+4670174${number.slice(-4)}`, email: `m${number}@example.org` }
  return inventPerson(database.deps, organisation, { ...names, ...address, givenName: 'Kari', familyName: 'Nordmann', ...changes })
}
const send = (personId: string, channel: (typeof ways)[number] = 'sms', more: { actorId?: string | null; reason?: string } = {}) => {
  database.clock.forward(1)
  return sendFirstPassword(database.deps, union, { actorId: staffId, client, personId, channel, reason: 'ringte, sak 412', ...more })
}
const messageTo = async (personId: string) => {
  const { id } = await reveal(database.deps.db).message.findFirstOrThrow({ where: { personId }, orderBy: { createdAt: 'desc' } })
  return (await sentMessages(database.deps)).find((message) => message.id === id)
}
const opens = async (personId: string, typed = password, organisation = union) =>
  (await checkPassword(database.deps, { organisationId: organisation.id, personId, typed })).isRight

describe('a first-time password from the desk', () => {
  test.each(ways)('by %s opens the choice of an own user name and password, and erases the old one (F5, F6)', async (channel) => {
    const { deps } = database
    const kari = await member()
    expect(await send(kari.id, channel)).toMatchObject({ ok: true })
    expect(await opens(kari.id)).toBe(false)
    const message = await messageTo(kari.id)
    expect(message).toMatchObject({ channel, recipient: { sms: kari.mobile, email: kari.email, letter: kari.memberNumber }[channel] })
    expect(await submitFirstPassword(deps, union, inventClient(channel), kari.memberNumber ?? '', firstPasswordIn(message?.text))).toMatchObject({ ok: true })
    const journeyId = (await findChoosing(deps, union, inventClient(channel)))?.journey.id ?? ''
    expect(await chooseSignIn(deps, union, inventClient(channel), { journeyId, username: `kari.${channel}`, newPassword })).toMatchObject({ ok: true })
    expect(await opens(kari.id, newPassword)).toBe(true)
  })

  test.each(ways)('by %s leaves the old password until it is used, where the settings say so', async (channel) => {
    const { deps } = database
    const settings = { firstPassword: { erasesAt: 'use' as const }, deviations: [] }
    const gentle = await inventOrganisation(deps, 'handelsforbundet', settings, `mild-${channel}`)
    const kari = await member({}, gentle)
    await sendFirstPassword(deps, gentle, { actorId: null, client: null, personId: kari.id, channel, reason: 'ringte' })
    expect(await opens(kari.id, password, gentle)).toBe(true)
    await submitFirstPassword(deps, gentle, inventClient(channel), kari.memberNumber ?? '', firstPasswordIn((await messageTo(kari.id))?.text))
    const journeyId = (await findChoosing(deps, gentle, inventClient(channel)))?.journey.id ?? ''
    await chooseSignIn(deps, gentle, inventClient(channel), { journeyId, username: 'kari', newPassword })
    expect([await opens(kari.id, password, gentle), await opens(kari.id, newPassword, gentle)]).toEqual([false, true])
  })

  test('is seen by nobody who sends it: not in the answer, nor in the audit, which has who, why and how', async () => {
    const kari = await member()
    for (const channel of ways) {
      const answer = await send(kari.id, channel)
      const secret = firstPasswordIn((await messageTo(kari.id))?.text)
      expect(secret).toMatch(/^(\w{4}-){2}\w{4}$/)
      const events = await reveal(database.deps.db).auditEvent.findMany({ where: { subjectId: kari.id }, orderBy: { at: 'asc' } })
      expect(events.at(-1)).toMatchObject({
        act: 'first-password.sent',
        outcome: 'success',
        actorId: staffId,
        details: { channel, by: 'staff', erased: true },
        personal: { reason: 'ringte, sak 412', address: '10.20.0.9' },
      })
      for (const seen of [JSON.stringify(answer), JSON.stringify(events)]) {
        expect(seen).not.toContain(secret)
        expect(seen).not.toContain(secret.replaceAll('-', ''))
      }
    }
  })

  test('opens the account of somebody without a member number by the user name, and tells so', async () => {
    const kari = await member({ memberNumber: null, username: 'karin' })
    await send(kari.id, 'letter')
    const message = await messageTo(kari.id)
    expect(message).toMatchObject({ recipient: 'karin', text: expect.stringContaining('Skriv brukernavnet eller e-postadressen din og det som') })
    const typed = (name: string) => submitFirstPassword(database.deps, union, inventClient(name), name, firstPasswordIn(message?.text))
    expect([(await typed('Karin')).ok, (await typed(kari.email ?? '')).ok, (await typed('ola')).ok]).toEqual([true, true, false])
  })

  test('by letter lives three weeks, by SMS a day; the settings may say less', async () => {
    const { deps, clock } = database
    const kari = await member()
    await send(kari.id, 'letter')
    const secret = firstPasswordIn((await messageTo(kari.id))?.text)
    const tries = async (name: string) => (await submitFirstPassword(deps, union, inventClient(name), kari.memberNumber ?? '', secret)).ok
    clock.forward(21 * day - 1)
    expect(await tries('in time')).toBe(true)
    clock.forward(1)
    expect(await tries('late')).toBe(false)
    const quick = { ...union, settings: { ...union.settings, firstPassword: { ...union.settings.firstPassword, letterLifeDays: 5 } } }
    await sendFirstPassword(deps, quick, { actorId: null, client: null, personId: kari.id, channel: 'letter', reason: 'ringte' })
    const row = await reveal(deps.db).firstPassword.findFirstOrThrow({ where: { personId: kari.id, endedAt: null } })
    expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(5 * day)
  })

  test('is not on paper any more when a later one is sent in its place', async () => {
    const kari = await member()
    const letter = await send(kari.id, 'letter')
    await send(kari.id, 'sms')
    const messageIds = letter.ok ? [letter.value.messageId] : []
    expect(await printLetters(database.deps, { organisation: union, messageIds, path: join(folder, 'none.pdf'), actorId: staffId })).toBe(0)
  })

  test('on paper is what opens the account, and printing it leaves a trace', async () => {
    const kari = await member()
    const letter = await send(kari.id, 'letter')
    const messageIds = letter.ok ? [letter.value.messageId] : []
    const path = join(folder, 'one.pdf')
    expect(await printLetters(database.deps, { organisation: union, messageIds, path, actorId: staffId })).toBe(1)
    const [page] = await readPdf(path)
    const secret = firstPasswordIn(page?.replace(/ +$/gm, ''))
    expect((await submitFirstPassword(database.deps, union, inventClient('paper'), kari.memberNumber ?? '', secret)).ok).toBe(true)
    const event = await reveal(database.deps.db).auditEvent.findFirstOrThrow({ where: { act: 'desk.letters-printed' } })
    expect(event).toMatchObject({ actorId: staffId, details: { count: 1 } })
  })
})

describe('is refused, with the reason in words, and takes nothing away', () => {
  const refused = (failure: string) => ({ ok: false, failure })

  test('to whoever is no case worker or administrator, or was one until now', async () => {
    const { deps } = database
    const kari = await member()
    for (const roles of [[], ['member'], ['editor'], ['election-officer']]) {
      const actor = await member({ roles })
      expect(await send(kari.id, 'sms', { actorId: actor.id })).toEqual(refused('desk.notAllowed'))
    }
    const former = await member({ roles: ['caseworker'] })
    expect(await send(kari.id, 'sms', { actorId: former.id })).toMatchObject({ ok: true })
    await reveal(deps.db).roleGrant.deleteMany({ where: { personId: former.id } })
    expect(await send(kari.id, 'sms', { actorId: former.id })).toEqual(refused('desk.notAllowed'))
  })

  test.each([
    ['without a reason', {}, 'sms', 'desk.noReason', { reason: '  ' }],
    ['to somebody whose account is not active', { status: 'frozen' }, 'sms', 'desk.notActive', {}],
    ['without a mobile number', { mobile: null }, 'sms', 'desk.noMobile', {}],
    ['without an e-mail address', { email: null }, 'email', 'desk.noEmail', {}],
    ['without a street', { street: ' ' }, 'letter', 'desk.noPostalAddress', {}],
  ] as const)('%s', async (_what, changes, channel, failure, more) => {
    const kari = await member(changes)
    const before = (await sentMessages(database.deps)).length
    expect(await send(kari.id, channel, more)).toEqual(refused(failure))
    expect((await sentMessages(database.deps)).length).toBe(before)
    expect(await opens(kari.id)).toBe(true)
    expect(await reveal(database.deps.db).firstPassword.count({ where: { personId: kari.id } })).toBe(0)
  })

  test('to somebody of another organisation, as if there were nobody', async () => {
    const elsewhere = await inventOrganisation(database.deps, 'standard')
    const stranger = await member({}, elsewhere)
    expect(await send(stranger.id)).toEqual(refused('desk.unknownPerson'))
    expect(await send(crypto.randomUUID())).toEqual(refused('desk.unknownPerson'))
  })

  test('over the cap of messages', async () => {
    const kari = await member()
    for (let nth = 0; nth < 10; nth++) expect(await send(kari.id)).toMatchObject({ ok: true })
    const secret = firstPasswordIn((await messageTo(kari.id))?.text)
    expect(await send(kari.id)).toEqual(refused('delivery.tooMany'))
    expect((await submitFirstPassword(database.deps, union, inventClient('capped'), kari.memberNumber ?? '', secret)).ok).toBe(true)
  })
})

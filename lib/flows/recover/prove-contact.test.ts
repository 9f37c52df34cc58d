import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { inventClient, inventOrganisation, inventPerson, lastCode, otherThan, password, sentMessages } from '@/e2e/support/invented'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { findWaiting } from '../sign-in/submit-code'
import { submitPassword } from '../sign-in/submit-password'
import { beginRecovery } from './begin-recovery'
import { acceptTerms, setRecoveredPassword } from './finish-recovery'
import { findRecovery } from './journey'
import { followRecoveryLink, resendRecovery, submitRecoveryCode } from './prove-contact'
import { readCodeWay } from './read-code-way'
import { sendRecovery } from './send-recovery'

const database = testDatabase()
const newPassword = 'tallkotte i motvind 88'
let strict: Organisation
let either: Organisation
beforeAll(async () => {
  strict = await inventOrganisation(database.deps)
  either = await inventOrganisation(database.deps, 'kristinehov')
})

async function ask(organisation: Organisation, name: string, client = inventClient(name)) {
  database.clock.forward(1)
  const begun = await beginRecovery(database.deps, organisation, client, name)
  if (!begun.ok) throw new Error(begun.failure)
  const { journeyId } = begun.value
  const work = () => {
    database.clock.forward(1)
    return sendRecovery(database.deps, { organisationId: organisation.id, journeyId })
  }
  await work()
  const type = (proof: number, code: string) => submitRecoveryCode(database.deps, organisation, client, { journey: journeyId, proof }, code)
  const stands = async () => (await findRecovery(database.deps, organisation, client))?.state ?? null
  return { client, journeyId, work, type, stands }
}
const newest = async () => (await sentMessages(database.deps)).at(-1)
const passed = { ok: true, value: null }

describe('two proofs before a new password (security.md 35)', () => {
  test('are a code by e-mail and then one by SMS, and neither does for the other', async () => {
    const { deps } = database
    await inventPerson(deps, strict, { username: 'petra', email: 'petra@example.org' })
    const { client, journeyId, work, type, stands } = await ask(strict, 'petra')
    expect((await newest())?.channel).toBe('email')
    const first = await lastCode(deps)
    expect(await type(1, first)).toEqual({ ok: false, failure: 'recover.ended' })
    expect(await type(0, first)).toEqual(passed)
    expect(await stands()).toBe('awaiting-second-code')
    expect(await setRecoveredPassword(deps, strict, client, journeyId, newPassword)).toEqual({ ok: false, failure: 'recover.ended' })
    await work()
    expect(await newest()).toMatchObject({ channel: 'sms', recipient: '+46701740605' })
    const second = await lastCode(deps)
    if (first !== second) expect(await type(1, first)).toEqual({ ok: false, failure: 'code.wrong' })
    expect(await type(1, second)).toEqual(passed)
    expect(await setRecoveredPassword(deps, strict, client, journeyId, newPassword)).toEqual(passed)
    const outside = inventClient('somewhere')
    expect(
      await submitPassword(deps, strict, outside, { identifier: 'petra', password: newPassword, wishesToBeRemembered: false, returnTo: null }, null),
    ).toMatchObject({
      ok: true,
      value: { step: 'code' },
    })
  })

  test('wait for the second with tries of its own: a page of the first that was left open uses none up', async () => {
    const { deps } = database
    await inventPerson(deps, strict, { username: 'pia', email: 'pia@example.org', mobile: '+46701740606' })
    const { work, type } = await ask(strict, 'pia')
    const first = await lastCode(deps)
    for (let times = 0; times < 3; times++) expect(await type(0, otherThan(first))).toEqual({ ok: false, failure: 'code.wrong' })
    await type(0, first)
    await work()
    const second = await lastCode(deps)
    for (let times = 0; times < 8; times++) expect(await type(0, first)).toEqual({ ok: false, failure: 'recover.ended' })
    for (let times = 0; times < 4; times++) expect(await type(1, otherThan(second))).toEqual({ ok: false, failure: 'code.wrong' })
    expect(await type(1, second)).toEqual(passed)
  })

  test('send nothing to whoever lacks one of the contacts, but a word to the other: once, and never a code', async () => {
    const { deps } = database
    await inventPerson(deps, strict, { username: 'onlymail', email: 'only@example.org', mobile: null })
    await inventPerson(deps, strict, { username: 'onlyphone', email: null, mobile: '+46701740607' })
    const before = (await sentMessages(deps)).length
    for (const name of ['onlymail', 'onlyphone']) {
      const { client, journeyId, work, type, stands } = await ask(strict, name)
      expect(await resendRecovery(deps, strict, client, { journey: journeyId, proof: 0 })).toEqual(passed)
      await work()
      expect(await type(0, '123456')).toEqual({ ok: false, failure: 'code.wrong' })
      expect(await stands()).toBe('awaiting-code')
    }
    expect((await sentMessages(deps)).slice(before).map(({ purpose, recipient }) => `${purpose} ${recipient}`)).toEqual([
      'recovery-lacking only@example.org',
      'recovery-lacking +46701740607',
    ])
  })

  test('stay the person’s who gave the first, whoever has the typed name by then', async () => {
    const { deps } = database
    const first = await inventPerson(deps, strict, { username: 'shared', email: 'first@example.org', mobile: '+46701740608' })
    const { work, type, stands } = await ask(strict, 'shared')
    await type(0, await lastCode(deps))
    await reveal(deps.db).identifier.deleteMany({ where: { personId: first.id } })
    await inventPerson(deps, strict, { username: 'shared', email: 'second@example.org', mobile: '+46701740609' })
    await reveal(deps.db).person.update({ where: { organisationId_id: { organisationId: strict.id, id: first.id } }, data: { mobile: null } })
    const before = (await sentMessages(deps)).length
    await work()
    expect((await sentMessages(deps)).length).toBe(before)
    expect(await type(1, '123456')).toEqual({ ok: false, failure: 'code.wrong' })
    expect(await stands()).toBe('awaiting-second-code')
  })
})

describe('the message with a code', () => {
  const refuse = async (recipient: string, state = 'refused') =>
    reveal(database.deps.db).message.updateMany({ where: { recipient }, data: { state, attempts: 1 } })

  test('goes another way when the first one is stuck; the page knows it where it knows the person (security.md, idea 1)', async () => {
    const { deps } = database
    await inventPerson(deps, either, { username: 'karin', email: 'karin@example.org', mobile: '+46701740610' })
    const { client, journeyId, work, type } = await ask(either, 'karin')
    const way = async () => {
      const journey = await findRecovery(deps, either, client)
      const found = journey && (await readCodeWay(deps, either, journey))
      return [found?.way.channel, found?.way.state, found?.other]
    }
    expect(await way()).toEqual(['sms', 'queued', null])
    await refuse('+46701740610')
    expect(await way()).toEqual(['sms', 'refused', 'email'])
    await resendRecovery(deps, either, client, { journey: journeyId, proof: 0 })
    await work()
    expect(await way()).toEqual(['email', 'queued', null])
    expect(await type(0, await lastCode(deps))).toEqual(passed)
  })

  test('that still waits for its gateway is taken back when a newer code takes its place', async () => {
    const { deps } = database
    await inventPerson(deps, either, { username: 'waits', mobile: '+46701740616' })
    const { client, journeyId, work } = await ask(either, 'waits')
    await resendRecovery(deps, either, client, { journey: journeyId, proof: 0 })
    await work()
    const states = await reveal(deps.db).message.findMany({ where: { recipient: '+46701740616' }, orderBy: { createdAt: 'asc' } })
    expect(states.map(({ state, sealedContent }) => [state, sealedContent === null])).toEqual([
      ['given-up', true],
      ['queued', false],
    ])
  })

  test('is sent once for each asking, however often its job runs, and two askings at once are one message', async () => {
    const { deps } = database
    await inventPerson(deps, either, { username: 'kalle', mobile: '+46701740611' })
    const before = (await sentMessages(deps)).length
    const { client, journeyId, work } = await ask(either, 'kalle')
    await Promise.all([work(), work(), work()])
    expect((await sentMessages(deps)).length - before).toBe(1)
    await Promise.all([1, 2].map(() => resendRecovery(deps, either, client, { journey: journeyId, proof: 0 })))
    await Promise.all([work(), work()])
    expect((await sentMessages(deps)).length - before).toBe(2)
    const journey = await findRecovery(deps, either, client)
    expect((await newest())?.text).toContain(`${journey?.data.reference} `)
  })
})

describe('races', () => {
  test('a link and the typed code together bring one of the two browsers on', async () => {
    const { deps } = database
    await inventPerson(deps, either, { username: 'race', email: 'race@example.org', mobile: null })
    for (let round = 0; round < 5; round++) {
      const { client, type } = await ask(either, 'race', inventClient(`race ${round}`))
      const token = (await newest())?.text.match(/\/go\/([\w-]+)/)?.[1] ?? ''
      const phone = inventClient(`phone ${round}`)
      const answers = await Promise.all([type(0, await lastCode(deps)), followRecoveryLink(deps, either, phone, token)])
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
      const found = await Promise.all([client, phone].map((browser) => findRecovery(deps, either, browser)))
      expect(found.filter((journey) => journey?.state === 'terms')).toHaveLength(1)
    }
  })

  test('two recoveries of one person that set a password at once: one does, the other has ended (security.md 36)', async () => {
    const { deps } = database
    const city = await inventOrganisation(deps, 'hameenportti')
    const person = await inventPerson(deps, city, { username: null, email: 'twice@example.org', mobile: null })
    const both = [await ask(city, 'twice@example.org', inventClient('left')), await ask(city, 'twice@example.org', inventClient('right'))]
    const codes = (await sentMessages(deps)).slice(-2).map(({ text }) => text.match(/^\d{6}$/m)?.[0] ?? '')
    for (const [at, { type }] of both.entries()) expect(await type(0, codes[at] ?? '')).toEqual(passed)
    const third = await ask(city, 'twice@example.org', inventClient('third'))
    const answers = await Promise.all(both.map(({ client, journeyId }) => setRecoveredPassword(deps, city, client, journeyId, newPassword)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers).toContainEqual({ ok: false, failure: 'recover.ended' })
    // What was asked for before is worthless afterwards.
    expect(await third.type(0, await lastCode(deps))).toEqual({ ok: false, failure: 'recover.ended' })
    expect(await reveal(deps.db).journey.count({ where: { personId: person.id, finishedAt: null } })).toBe(1)
  })

  test('a sign-in that waits for its code with the old password has ended, too (security.md 36)', async () => {
    const { deps } = database
    await inventPerson(deps, either, { username: 'old', mobile: '+46701740612' })
    const thief = inventClient('thief')
    await submitPassword(deps, either, thief, { identifier: 'old', password, wishesToBeRemembered: false, returnTo: null }, null)
    const { client, journeyId, type } = await ask(either, 'old')
    await type(0, await lastCode(deps))
    await acceptTerms(deps, either, client, journeyId)
    expect(await setRecoveredPassword(deps, either, client, journeyId, 'Tallkotte-88-Qq!')).toEqual(passed)
    expect(await findWaiting(deps, either, thief)).toBeNull()
  })
})

describe('codes of the way back in', () => {
  test('at 10:01 have expired, are simply wrong when very old, and die with their journey (security.md 2, 13)', async () => {
    const { deps } = database
    await inventPerson(deps, either, { username: 'late', mobile: '+46701740613' })
    const { type, client, journeyId, work } = await ask(either, 'late')
    const code = await lastCode(deps)
    database.clock.forward(10 * 60_000 + 1_000)
    expect(await type(0, code)).toEqual({ ok: false, failure: 'code.expired' })
    database.clock.forward(15 * 60_000)
    expect(await resendRecovery(deps, either, client, { journey: journeyId, proof: 0 })).toEqual(passed)
    await work()
    expect(await type(0, code)).toEqual({ ok: false, failure: 'code.wrong' })
    expect(await type(0, await lastCode(deps))).toEqual(passed)
    database.clock.forward(31 * 60_000)
    expect(await findRecovery(deps, either, client, journeyId)).toBeNull()
  })

  test('die after five wrong tries, resends or not; five resends are followed by a pause, for strangers alike (security.md 6, 8, 9)', async () => {
    const { deps } = database
    await inventPerson(deps, either, { username: 'many', mobile: '+46701740614' })
    for (const name of ['many', 'nobody-at-all']) {
      const tries = await ask(either, name)
      const again = (of: typeof tries) => resendRecovery(deps, either, of.client, { journey: of.journeyId, proof: 0 })
      for (let times = 0; times < 3; times++) expect(await tries.type(0, '000001')).toMatchObject({ ok: false })
      expect(await again(tries)).toEqual(passed)
      await tries.work()
      await tries.type(0, '000001')
      expect(await tries.type(0, '000001')).toEqual({ ok: false, failure: 'code.dead' })
      expect(await again(tries)).toEqual({ ok: false, failure: 'code.dead' })

      database.clock.forward(11 * 60_000)
      const resends = await ask(either, name, inventClient(`again ${name}`))
      for (let times = 0; times < 5; times++) {
        expect(await again(resends)).toEqual(passed)
        await resends.work()
      }
      expect(await again(resends)).toEqual({ ok: false, failure: 'code.pause' })
    }
  })

  test('stop at the cap of messages, for a number and for a stranger’s name alike, and the page says the same (security.md 9, 10)', async () => {
    const { deps } = database
    await inventPerson(deps, either, { username: 'capped', mobile: '+46701740615' })
    const counted: Record<string, number> = {}
    const before = (await sentMessages(deps)).length
    for (const name of ['capped', 'unknown-and-capped']) {
      for (let times = 0; times < 12; times++) {
        const { stands } = await ask(either, name, inventClient(`${name} ${times}`))
        expect(await stands()).toBe('awaiting-code')
      }
      counted[name] = Math.max(
        ...(await reveal(deps.db).limitCounter.findMany({ where: { key: { startsWith: 'message-recipient' } } })).map(({ count }) => count),
      )
    }
    expect((await sentMessages(deps)).length - before).toBe(10)
    expect(counted.capped).toBe(counted['unknown-and-capped'])
  })
})

test('the same work is done for known, unknown, locked, disabled and contactless people (security.md 33)', async () => {
  const { deps } = database
  const people = { known: '+46701740620', locked: '+46701740621', disabled: '+46701740622' }
  for (const [username, mobile] of Object.entries(people))
    await inventPerson(deps, either, { username, mobile, status: username === 'disabled' ? 'disabled' : 'active' })
  await inventPerson(deps, either, { username: 'contactless', mobile: null })
  const db = reveal(deps.db)
  const count = async () => ({
    journeys: await db.journey.count(),
    codes: await db.oneTimeCode.count(),
    tries: (await db.oneTimeCode.aggregate({ _sum: { attempts: true } }))._sum.attempts ?? 0,
    events: await db.auditEvent.count(),
    counters: (await db.limitCounter.aggregate({ _sum: { count: true } }))._sum.count ?? 0,
  })
  const done: unknown[] = []
  for (const name of [...Object.keys(people), 'contactless', 'nobody']) {
    const before = await count()
    const { client, journeyId, work, type } = await ask(either, name)
    await type(0, '000001')
    await resendRecovery(deps, either, client, { journey: journeyId, proof: 0 })
    await work()
    await type(0, '000001')
    const after = await count()
    done.push(Object.fromEntries(Object.entries(after).map(([what, of]) => [what, of - before[what as keyof typeof before]])))
  }
  for (const one of done) expect(one).toEqual(done[0])
})

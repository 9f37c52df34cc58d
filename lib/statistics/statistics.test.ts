import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { newOrganisation, newPerson } from '@/e2e/support/somebody'
import { reveal } from '@/lib/core/prisma'
import type { Organisation } from '@/lib/organisations/schema'
import { countDays } from './count-days'
import { readDays } from './read-days'
import { addDays, bucketsOf, dayOf, firstDayOf, lineOf, periods, topOf } from './rules'

describe('rules', () => {
  test('a day is one of the organisation’s own calendar, also in the nights when its clock is turned', () => {
    expect(dayOf(new Date('2026-11-23T22:59:00Z'), 'Europe/Stockholm')).toBe('2026-11-23')
    expect(dayOf(new Date('2026-11-23T23:00:00Z'), 'Europe/Stockholm')).toBe('2026-11-24')
    expect(dayOf(new Date('2026-10-25T22:59:00Z'), 'Europe/Stockholm')).toBe('2026-10-25')
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29')
  })

  test('a period ends today and leaves out no day; twelve months are months', () => {
    for (const period of periods.filter((days) => days < 365)) {
      const keys = bucketsOf(period, '2026-03-02').map(({ key }) => key)
      expect(keys.length).toBe(period)
      expect(keys.at(-1)).toBe('2026-03-02')
      expect(new Set(keys).size).toBe(period)
    }
    const months = bucketsOf(365, '2026-03-02').map(({ key }) => key)
    expect([months.length, months[0], months.at(-1)]).toEqual([12, '2025-04', '2026-03'])
    expect(firstDayOf(365, '2026-03-02')).toBe('2025-04-01')
  })

  test('a scale holds its largest number, and its middle is whole', () => {
    for (const largest of [0, 1, 2, 3, 5, 9, 11, 99, 100, 101, 999_999]) {
      expect(topOf(largest)).toBeGreaterThanOrEqual(largest)
      expect(Number.isInteger(topOf(largest) / 2)).toBe(true)
    }
  })

  test('a line breaks where nothing is known, and a single point is seen', () => {
    const box = { width: 30, height: 10 }
    expect(lineOf([0, 5, 10, null], 10, box)).toBe('M0 10L10 5L20 0')
    expect(lineOf([null, 5, null, 0], 10, box)).toBe('M10 5h0M30 10h0')
    expect(lineOf([4], 10, box)).toBe('M0 6h0')
  })
})

const database = testDatabase()
let organisation: Organisation
beforeEach(async () => {
  organisation = await newOrganisation(database.deps, { recovery: { proofs: [['sms', 'email']] } })
  database.clock.at = new Date('2026-11-23T12:00:00Z')
})

const event = (act: string, at: string, more: { details?: object; outcome?: string } = {}) =>
  reveal(database.deps.db).auditEvent.create({
    data: { organisationId: organisation.id, act, outcome: 'success', details: {}, personalDigest: Buffer.of(), at: new Date(at), ...more },
  })
const read = () => readDays(database.deps, organisation, 7)
const last = (numbers: number[]) => numbers.at(-1)

test('what happened is counted on its day, by the organisation’s clock, and only what it says', async () => {
  await event('sign-in.succeeded', '2026-11-22T22:59:59Z', { details: { factors: ['password'] } })
  await event('sign-in.succeeded', '2026-11-22T23:00:00Z', { details: { factors: ['password', 'sms'] } })
  await event('sign-in.refused', '2026-11-23T01:00:00Z', { outcome: 'failure' })
  await event('account.locked', '2026-11-23T01:00:00Z', { details: { isKnown: false } })
  await event('account.locked', '2026-11-23T01:00:00Z', { details: { isKnown: true } })
  await event('first-password.typed', '2026-11-23T01:00:00Z', { outcome: 'failure' })
  await event('first-password.typed', '2026-11-23T01:00:00Z')
  const message = { organisationId: organisation.id, channel: 'sms', recipient: '+46701740605', purpose: 'x', nextAttemptAt: database.deps.now() }
  for (const state of ['delivered', 'refused', 'unknown', 'given-up'])
    await reveal(database.deps.db).message.create({ data: { ...message, state, createdAt: new Date('2026-11-23T02:00:00Z') } })
  await reveal(database.deps.db).message.create({
    data: { ...message, state: 'given-up', failure: 'replaced', createdAt: new Date('2026-11-23T02:00:00Z') },
  })
  await countDays(database.deps, organisation)
  const { series, keys } = await read()
  expect(keys.at(-1)).toBe('2026-11-23')
  expect(series['sign-in'].slice(-2)).toEqual([1, 1])
  expect(series['second-factor'].slice(-2)).toEqual([0, 1])
  expect([last(series['sign-in-refused']), last(series.lock), last(series['first-opened']), last(series.undelivered)]).toEqual([1, 1, 1, 3])
})

test('counting again, on several servers at once, changes nothing; what was written late comes in; years are caught up with', async () => {
  await event('sign-in.succeeded', '2025-12-24T12:00:00Z')
  await event('sign-in.succeeded', '2026-11-23T10:00:00Z')
  await Promise.all([1, 2, 3].map(() => countDays(database.deps, organisation)))
  await countDays(database.deps, organisation)
  expect(last((await read()).series['sign-in'])).toBe(1)
  expect((await readDays(database.deps, organisation, 365)).series['sign-in']).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  await event('sign-in.succeeded', '2026-11-22T23:59:00Z')
  database.clock.forward(24 * 60 * 60_000)
  await countDays(database.deps, organisation)
  expect((await read()).series['sign-in'].slice(-2)).toEqual([2, 0])
})

test('who lacks a validated contact for a proof that the settings ask for could not recover; a few members are not told of', async () => {
  for (let at = 0; at < 4; at++) await newPerson(database.deps, organisation, { email: `p${at}@example.org` })
  await countDays(database.deps, organisation)
  expect((await read()).stranded.at(-1)).toBeNull()
  await newPerson(database.deps, organisation, { username: randomUUID() })
  const id = await newPerson(database.deps, organisation, { email: 'late@example.org' })
  await reveal(database.deps.db).person.updateMany({ where: { id }, data: { emailValidatedAt: null } })
  const closed = await newPerson(database.deps, organisation, { username: randomUUID() })
  await reveal(database.deps.db).person.updateMany({ where: { id: closed }, data: { status: 'disabled' } })
  await countDays(database.deps, organisation)
  expect((await read()).members?.all, 'the register is read once an hour').toBe(4)
  database.clock.forward(60 * 60_000)
  await countDays(database.deps, organisation)
  const { members, stranded } = await read()
  expect(members).toEqual({ all: 6, stranded: 2, contactless: 1, unvalidated: 1 })
  expect(stranded.at(-1)).toBeCloseTo(2 / 6)

  organisation.settings.recovery.proofs = [['email'], ['sms']]
  database.clock.forward(60 * 60_000)
  await countDays(database.deps, organisation)
  expect((await read()).members?.stranded).toBe(6)
})

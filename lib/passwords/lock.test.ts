import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { closeDb, type Deps, openDb } from '@/lib/core/db'
import { type Organisation, organisationSettings } from '@/lib/organisations/schema'
import { clearAttempts } from './clear-attempts'
import { countAttempt } from './count-attempt'
import { readLock } from './read-lock'
import { removeStrangersFailures } from './remove-strangers-failures'
import { strangerId } from './stranger-id'
import { unlockPassword } from './unlock-password'

const test = testDatabase()
const minute = 60_000

/** Counts belong to an organisation's id; no row of it is needed. */
function organisation(lock: object): Organisation {
  const settings = { name: 'X', country: 'SE', languages: ['sv'], look: { hue: 1, chroma: 0.1, sign: 'X' }, help: {}, lock }
  return { id: randomUUID(), slug: 'x', version: 1, settings: organisationSettings.parse(settings) }
}
const five = () => organisation({ failures: 5, windowMinutes: 15, waitsSeconds: [30 * 60] })

async function attempts(owner: Organisation, subject: string, count: number, deps: Deps = test.deps) {
  const made = []
  for (let number = 0; number < count; number += 1) made.push(await countAttempt(deps, owner, subject))
  return made
}
const lockOf = (owner: Organisation, subject: string) => readLock(test.deps, owner, subject)

describe('the lock', () => {
  it('comes with the fifth wrong password, which alone is the one that locked', async () => {
    const [owner, person] = [five(), randomUUID()]
    const made = await attempts(owner, person, 7)
    expect(made.map((one) => one.isLocked)).toEqual([false, false, false, false, false, true, true])
    expect(made.map((one) => one.hasJustLocked)).toEqual([false, false, false, false, true, false, false])
    expect(made[4]).toMatchObject({ lockedUntil: new Date(test.clock.at.getTime() + 30 * minute), failures: 5, failuresBefore: 4 })
    expect(made[3]).toMatchObject({ lockedUntil: null, failures: 4, failuresBefore: 3 })
    expect(await lockOf(owner, person)).toEqual({
      isLocked: true,
      there: { isLocked: false, isClosed: false, usedAt: null },
      isClosed: false,
      lockedAt: test.clock.at,
      endsAt: new Date(test.clock.at.getTime() + 30 * minute),
      failures: 5,
      failuresInRow: 5,
    })
  })

  it('is not made longer by attempts while it lasts, and ends by itself (security.md 30, 32)', async () => {
    const [owner, person] = [five(), randomUUID()]
    await attempts(owner, person, 5)
    const { endsAt } = await lockOf(owner, person)
    for (let waited = 0; waited < 30; waited += 1) {
      test.clock.forward(minute - 1)
      expect((await countAttempt(test.deps, owner, person)).isLocked).toBe(true)
    }
    expect((await lockOf(owner, person)).endsAt).toEqual(endsAt)
    test.clock.forward(30)
    expect((await lockOf(owner, person)).isLocked).toBe(false)
    expect((await attempts(owner, person, 6)).map((one) => one.isLocked)).toEqual([false, false, false, false, false, true])
  })

  it('forgets failures when the window has passed', async () => {
    const [owner, person] = [five(), randomUUID()]
    await attempts(owner, person, 4)
    test.clock.forward(15 * minute)
    expect((await attempts(owner, person, 5)).map((one) => one.hasJustLocked)).toEqual([false, false, false, false, true])
  })

  it('begins anew after a right password, also when the right one was the last that was allowed (security.md 30)', async () => {
    const [owner, person] = [five(), randomUUID()]
    for (let round = 0; round < 3; round += 1) {
      const last = (await attempts(owner, person, 5)).at(-1)
      expect(last).toMatchObject({ isLocked: false, hasJustLocked: true })
      if (last) await clearAttempts(test.deps, owner.id, person, last)
      expect(await lockOf(owner, person)).toMatchObject({ isLocked: false, failures: 0, failuresInRow: 0 })
    }
  })

  it('is not lifted by an attempt that met it, nor by a right one that began before it', async () => {
    const [owner, person] = [five(), randomUUID()]
    const [early] = await attempts(owner, person, 5)
    const late = await countAttempt(test.deps, owner, person)
    for (const attempt of [early, late]) if (attempt) await clearAttempts(test.deps, owner.id, person, attempt)
    expect((await lockOf(owner, person)).isLocked).toBe(true)
  })

  it('waits longer each time, as the settings say, the last wait for ever after (security.md 29)', async () => {
    const [owner, person] = [organisation({ failures: 3, waitsSeconds: [30, 60, 120] }), randomUUID()]
    for (const seconds of [30, 60, 120, 120]) {
      await attempts(owner, person, 3)
      expect((await lockOf(owner, person)).endsAt).toEqual(new Date(test.clock.at.getTime() + seconds * 1_000))
      test.clock.forward(seconds * 1_000)
    }
    const right = await countAttempt(test.deps, owner, person)
    await clearAttempts(test.deps, owner.id, person, right)
    await attempts(owner, person, 3)
    expect((await lockOf(owner, person)).endsAt).toEqual(new Date(test.clock.at.getTime() + 30_000))
  })

  it('closes the password at 100 failures in a row, however slowly they come, until it is unlocked (security.md 29)', async () => {
    const [owner, person] = [five(), randomUUID()]
    let checked = 0
    for (let day = 0; day < 60; day += 1) {
      checked += (await attempts(owner, person, 4)).filter((one) => !one.isLocked).length
      test.clock.forward(24 * 60 * minute)
    }
    expect(checked).toBe(100)
    expect(await lockOf(owner, person)).toMatchObject({ isLocked: true, isClosed: true, endsAt: null, failuresInRow: 100 })
    await unlockPassword(test.deps, owner, person)
    expect(await lockOf(owner, person)).toMatchObject({ isLocked: false, isClosed: false, failuresInRow: 0 })
    expect((await countAttempt(test.deps, owner, person)).isLocked).toBe(false)
  })

  it('lets no more guesses through than the limit, however many come at once and to however many servers (security.md 34)', async () => {
    const [owner, person] = [five(), randomUUID()]
    const servers = [openDb(test.url, 10), openDb(test.url, 10)].map((db) => ({ ...test.deps, db }))
    try {
      const made = await Promise.all(Array.from({ length: 40 }, (_, number) => countAttempt(servers[number % 2] ?? test.deps, owner, person)))
      expect(made.filter((one) => !one.isLocked)).toHaveLength(5)
      expect(made.filter((one) => one.hasJustLocked)).toHaveLength(1)
    } finally {
      await Promise.all(servers.map(({ db }) => closeDb(db)))
    }
    const [restarted] = [openDb(test.url, 1)].map((db) => ({ ...test.deps, db }))
    if (restarted) expect((await countAttempt(restarted, owner, person).finally(() => closeDb(restarted.db))).isLocked).toBe(true)
  })

  it('belongs to one person of one organisation', async () => {
    const [owner, other, person] = [five(), five(), randomUUID()]
    await attempts(owner, person, 6)
    expect((await countAttempt(test.deps, other, person)).isLocked).toBe(false)
    expect((await countAttempt(test.deps, owner, randomUUID())).isLocked).toBe(false)
    await unlockPassword(test.deps, other, person)
    expect((await lockOf(owner, person)).isLocked).toBe(true)
  })

  it("locks a stranger's name like anybody's, under an id that only its name and organisation give", async () => {
    const owner = five()
    const stranger = strangerId(owner.id, 'nobody@example.org')
    expect(stranger).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(strangerId(owner.id, 'nobody@example.org')).toBe(stranger)
    expect(new Set([stranger, strangerId(owner.id, 'nobody'), strangerId(randomUUID(), 'nobody@example.org')]).size).toBe(3)
    expect((await attempts(owner, stranger, 6)).map((one) => one.isLocked)).toEqual([false, false, false, false, false, true])
  })
})

describe('what strangers typed', () => {
  it('is forgotten in time, but not what people typed, and no lock that lasts', async () => {
    const [owner, person] = [organisation({ failures: 5, windowMinutes: 15, waitsSeconds: [24 * 60 * 60] }), randomUUID()]
    const [once, locked] = [strangerId(owner.id, 'nobody'), strangerId(owner.id, 'nobody else')]
    await attempts(owner, person, 2)
    await attempts(owner, once, 2)
    await attempts(owner, locked, 5)
    await removeStrangersFailures(test.deps, test.clock.at)
    expect((await lockOf(owner, once)).failuresInRow).toBe(2)
    test.clock.forward(12 * 60 * minute)
    await removeStrangersFailures(test.deps, test.clock.at)
    expect((await lockOf(owner, once)).failuresInRow).toBe(0)
    expect((await lockOf(owner, person)).failuresInRow).toBe(2)
    expect((await lockOf(owner, locked)).isLocked).toBe(true)
  })
})

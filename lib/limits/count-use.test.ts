import { expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { closeDb, openDb } from '@/lib/core/db'
import { reveal } from '@/lib/core/prisma'
import { countUse, isUsedUp } from './count-use'
import { placeOf } from './rules'

const database = testDatabase()
const limit = { name: 'trying', max: 5, windowSeconds: 600 }

test('of forty at once over two servers, five pass (security.md 34)', async () => {
  const other = { ...database.deps, db: openDb(database.url, 10) }
  const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => countUse(index % 2 ? other : database.deps, { ...limit, key: 'rush' })))
  await closeDb(other.db)
  expect(answers.filter(({ isOver }) => !isOver)).toHaveLength(5)
})

test('a window ends by itself, and begins with the next use', async () => {
  const own = { ...limit, key: 'window' }
  for (let times = 0; times < 6; times++) await countUse(database.deps, own)
  expect(await isUsedUp(database.deps, own)).toBe(true)
  database.clock.forward(600_001)
  expect(await isUsedUp(database.deps, own)).toBe(false)
  expect(await countUse(database.deps, own)).toMatchObject({ isOver: false, count: 1 })
})

test('what is counted is not kept in the clear', async () => {
  await countUse(database.deps, { ...limit, key: '+46701740605' })
  const rows = await reveal(database.deps.db).limitCounter.findMany()
  expect(JSON.stringify(rows)).not.toContain('70174')
})

test('an IPv6 household counts as one place', () => {
  expect(placeOf('2001:db8:1:2::1')).toBe(placeOf('2001:db8:1:2:ffff::9'))
  expect(placeOf('2001:db8:1:2::1')).not.toBe(placeOf('2001:db8:1:3::1'))
  expect(placeOf('::ffff:203.0.113.9')).toBe('203.0.113.9')
})

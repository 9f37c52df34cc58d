import { randomUUID } from 'node:crypto'
import { expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { type Db, inTransaction, isWithin, outside } from './db'
import { metrics } from './metrics'
import { reveal } from './prisma'

const test = testDatabase()

const ways = {
  model: (db: Db, key: string) => reveal(db).limitCounter.update({ where: { key }, data: { count: { increment: 1 } } }),
  sql: (db: Db, key: string) => reveal(db).$executeRaw`UPDATE limit_counters SET count = count + 1 WHERE key = ${key}`,
}

it.each(['model', 'sql'] as const)('of two transactions that wait for each other both are kept, each once (%s)', async (way) => {
  const { deps } = test
  const keys = [randomUUID(), randomUUID()]
  const at = deps.now()
  await reveal(deps.db).limitCounter.createMany({ data: keys.map((key) => ({ key, windowStartedAt: at, windowEndsAt: at, count: 0 })) })
  let met = 0
  const conflicts = async () => (await metrics().conflicts.get()).values[0]?.value ?? 0
  const before = await conflicts()
  const write = ([first = '', second = '']: string[]) =>
    inTransaction(deps, async ({ db }) => {
      await ways[way](db, first)
      met += 1
      await vi.waitUntil(() => met >= 2)
      await ways[way](db, second)
    })
  await Promise.all([write(keys), write([...keys].reverse())])
  expect(met, 'one of them was done again').toBeGreaterThanOrEqual(3)
  expect(await conflicts()).toBeGreaterThan(before)
  expect((await reveal(deps.db).limitCounter.findMany({ where: { key: { in: keys } } })).map(({ count }) => count)).toEqual([2, 2])
})

it('a transaction that fails for a reason of its own is not done again', async () => {
  let tried = 0
  const refused = inTransaction(test.deps, async () => {
    tried += 1
    throw new Error('no')
  })
  await expect(refused).rejects.toThrow('no')
  expect(tried).toBe(1)
})

it('a transaction inside another is that one', async () => {
  const inside = await inTransaction(test.deps, (outer) =>
    inTransaction(outer, async (inner) => [inner.db === outer.db, isWithin(inner), isWithin(outside(inner))]),
  )
  expect(inside).toEqual([true, true, false])
  expect(isWithin(test.deps)).toBe(false)
})

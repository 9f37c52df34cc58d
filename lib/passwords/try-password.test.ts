import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { testDatabase } from '@/e2e/support/database'
import { newOrganisation, newPerson } from '@/e2e/support/somebody'
import { countUse } from '@/lib/limits/count-use'
import { readLock } from './read-lock'
import { tryPassword } from './try-password'

const database = testDatabase()
const place = () => ({ name: 'failed-sign-in', key: randomUUID(), max: 3, windowSeconds: 600 })

test('a place that has used up its share tries nothing: neither a right password nor a count (security.md 9)', async () => {
  const { deps } = database
  const organisation = await newOrganisation(deps)
  const id = await newPerson(deps, organisation, { username: 'erkki' })
  const here = place()
  for (let times = 0; times < here.max; times += 1) await countUse(deps, here)
  expect(await tryPassword(deps, organisation, id, 'kvastfot i vassen', here)).toBeNull()
  expect((await readLock(deps, organisation, id)).failures).toBe(0)
  expect(await tryPassword(deps, organisation, id, 'kvastfot i vassen', place())).toMatchObject({ isRight: true })
  database.clock.forward(600_000)
  expect(await tryPassword(deps, organisation, id, 'kvastfot i vassen', here)).toMatchObject({ isRight: true })
})

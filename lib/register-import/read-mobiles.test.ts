import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readMobile } from '@/lib/people/read-mobile'
import { readMobiles } from './read-mobiles'

it('reads every number as readMobile does, in each way of writing and country', () => {
  const digits = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: length, maxLength: length })
  const number = fc.oneof(
    fc.tuple(fc.constantFrom('070', '+4670', '0046 72', '+46 (0)76-', '040', '+35840', '9', '+479', '4'), digits(7)).map((parts) => parts.join('')),
    fc.tuple(fc.constantFrom('070-174 ', '08-465 ', '+46 70 '), digits(4)).map((parts) => parts.join('')),
    fc.string({ unit: fc.constantFrom(...'0123456789+- ()x/') }),
  )
  for (const country of ['SE', 'NO', 'FI']) {
    const read = readMobiles(country)
    fc.assert(
      fc.property(number, (text) => {
        expect([text, read(text)]).toEqual([text, readMobile(text, country)])
      }),
      { numRuns: 2_000 },
    )
  }
})

it('reads a hundred thousand numbers in the time that libphonenumber takes for a few thousand', () => {
  const read = readMobiles('SE')
  const before = process.cpuUsage()
  for (let index = 0; index < 100_000; index++) read(`070-${String(1_740_000 + index)}`)
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000)
})

import { expect, test } from 'vitest'
import { findIdentityNumber } from './rules'

// Numbers that the authorities publish for tests, or with check digits worked out here: nobody's.
test.each([
  ['Mitt nummer är 811228-9874, ring mig.', '811228-9874'],
  ['19811228-9874', '19811228-9874'],
  ['8112289874', '8112289874'],
  ['811288-9848', '811288-9848'],
  ['Jeg heter Kari, 13097248022', '13097248022'],
  ['131052-308T', '131052-308T'],
  ['131052-308t on tunnukseni', '131052-308t'],
])('"%s" holds a national identity number', (text, number) => {
  expect(findIdentityNumber(text)).toBe(number)
})

test.each([
  '',
  'Medlemsnummer 90412277',
  '08-465 004 27',
  '+46701740605',
  '811228-9875',
  '13097248023',
  '131052-308U',
  'Ärende 412, 2026-11-25 08:36',
  '12345678901234567890',
])('"%s" holds none', (text) => {
  expect(findIdentityNumber(text)).toBeNull()
})

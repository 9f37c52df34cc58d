import { expect, test } from 'vitest'
import { hmac, seal, unseal } from './seal'

test('what is sealed opens with the same purpose and place alone', () => {
  const sealed = seal('message', 'hemligt', 'row 1')
  expect(unseal('message', sealed, 'row 1')).toBe('hemligt')
  expect(() => unseal('message', sealed, 'row 2')).toThrow()
  expect(() => unseal('journey', sealed, 'row 1')).toThrow()
  sealed[20] = (sealed[20] ?? 0) ^ 1
  expect(() => unseal('message', sealed, 'row 1')).toThrow()
})

test('parts of a digest cannot slide into each other', () => {
  expect(hmac('code', 'ab', 'c').equals(hmac('code', 'a', 'bc'))).toBe(false)
  expect(hmac('code', 'a').equals(hmac('session', 'a'))).toBe(false)
})

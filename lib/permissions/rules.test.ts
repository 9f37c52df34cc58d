import { expect, test } from 'vitest'
import { may, rights } from './rules'

const everyRight = [...rights].sort()
const desk = everyRight.filter((right) => right.startsWith('desk.'))

test.each<[role: string, may: string[]]>([
  ['member', []],
  ['caseworker', desk],
  ['editor', []],
  ['election-officer', []],
  ['administrator', everyRight],
  ['somebody', []],
])('a person in the role %s may do exactly what the table says', (role, allowed) => {
  expect(everyRight.filter((right) => may([role], right))).toEqual(allowed)
})

test('somebody in no role may do nothing, and a second role takes nothing away', () => {
  expect(rights.some((right) => may([], right))).toBe(false)
  expect(may(['editor', 'caseworker'], 'desk.unlock-account')).toBe(true)
})

import { expect, test } from 'vitest'
import { isShielded, may, reachOf, rights } from './rules'

const everyRight = [...rights].sort()
const desk = everyRight.filter((right) => right.startsWith('desk.'))
const whole = (role: string) => ({ role, groupIds: null })

test.each<[role: string, may: string[]]>([
  ['member', []],
  ['caseworker', desk],
  ['editor', ['content.edit']],
  ['election-officer', ['votes.run']],
  ['administrator', everyRight],
  ['somebody', []],
])('a person in the role %s may do exactly what the table says', (role, allowed) => {
  expect(everyRight.filter((right) => may([whole(role)], right))).toEqual(allowed)
})

test('somebody in no role may do nothing, and a second role takes nothing away', () => {
  expect(rights.some((right) => may([], right))).toBe(false)
  expect(may([whole('editor'), whole('caseworker')], 'desk.unlock-account')).toBe(true)
})

test.each(['caseworker', 'administrator'])('a grant as %s that is bounded to a group gives the desk’s rights alone, and over that group alone', (role) => {
  const bounded = { role, groupIds: ['bergen'] }
  expect(everyRight.filter((right) => may([bounded], right))).toEqual(desk)
  for (const right of rights) expect(reachOf([bounded], right).groupIds).toEqual(right.startsWith('desk.') ? ['bergen'] : [])
})

test('bounded grants add up, a whole one takes their bounds away, and one whose groups are gone reaches nobody', () => {
  const bergen = { role: 'caseworker', groupIds: ['bergen', 'voss'] }
  const oslo = { role: 'administrator', groupIds: ['oslo', 'bergen'] }
  expect(reachOf([bergen, oslo], 'desk.view-person').groupIds).toEqual(['bergen', 'voss', 'oslo'])
  expect(reachOf([bergen, whole('caseworker')], 'desk.view-person').groupIds).toBeNull()
  expect(reachOf([bergen, whole('editor')], 'desk.view-person').groupIds).toEqual(['bergen', 'voss'])
  expect(may([{ role: 'caseworker', groupIds: [] }], 'desk.view-person')).toBe(false)
})

test('what changes somebody’s ways in is shielded from colleagues where the person has a role, and nothing else is', () => {
  const shielded = (roles: string[]) => rights.filter((right) => isShielded(roles, right))
  expect(shielded([])).toEqual([])
  expect(shielded(['member'])).toEqual([])
  for (const role of ['caseworker', 'editor', 'election-officer', 'administrator'])
    expect(shielded(['member', role])).toEqual(['desk.remove-second-factor', 'desk.correct-contact'])
})

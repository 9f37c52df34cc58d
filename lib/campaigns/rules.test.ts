import { expect, test } from 'vitest'
import { dialling } from './dialling'
import { hoursFor, isQuiet, pauseAt, shareOf } from './rules'

const at = (time: string) => new Date(`2026-11-23T${time}:00Z`)

test.each<[string, number, number, boolean]>([
  ['18:59', 20, 8, false], // 19:59 in Stockholm
  ['19:00', 20, 8, true],
  ['06:59', 20, 8, true],
  ['07:00', 20, 8, false],
  ['11:00', 12, 13, true],
  ['12:00', 12, 13, false],
  ['23:30', 0, 6, true],
])('at %s UTC, quiet from %i until %i by Stockholm’s clock: %s', (time, from, until, quiet) => {
  expect(isQuiet(at(time), { from, until }, 'Europe/Stockholm')).toBe(quiet)
})

test('no quiet hours where the hours are one or none', () => {
  expect(isQuiet(at('23:00'), null, 'Europe/Stockholm')).toBe(false)
  expect(isQuiet(at('23:00'), { from: 3, until: 3 }, 'Europe/Stockholm')).toBe(false)
})

test('a minute holds no more than the pace, what a turn makes up for included', () => {
  for (const pace of [1, 7, 60, 1_200]) expect(65 / pauseAt(pace)).toBeCloseTo(pace)
})

test('the time that a campaign takes counts the quiet hours', () => {
  expect(hoursFor(600, 65, null)).toBeCloseTo(600 / 3_600)
  expect(hoursFor(65 * 55 * 13, 65, { from: 20, until: 8 })).toBeGreaterThan(24 / 24)
  expect(hoursFor(3_600 * 13, 65, { from: 20, until: 8 })).toBeCloseTo(25)
})

test('a share is whole only when it is, and none only when there is nobody', () => {
  expect([shareOf(0, 0), shareOf(0, 10), shareOf(1, 1_000), shareOf(999, 1_000), shareOf(10, 10), shareOf(1, 3)]).toEqual([0, 0, 1, 99, 100, 33])
})

test('numbers of the organisation’s countries begin as those countries do', () => {
  expect(dialling(['SE', 'NO', 'XX'])).toEqual(['+46%', '+47%'])
})

import { expect, test } from 'vitest'
import { readLocalTime, writeLocalTime } from './local-time'

test.each([
  ['2026-12-01T08:00', 'Europe/Stockholm', '2026-12-01T07:00:00.000Z'],
  ['2026-07-01T08:00', 'Europe/Stockholm', '2026-07-01T06:00:00.000Z'],
  ['2026-07-01 08.00', 'Europe/Helsinki', '2026-07-01T05:00:00.000Z'],
  ['2026-03-29T03:30', 'Europe/Stockholm', '2026-03-29T01:30:00.000Z'],
])('%s in %s is %s, and is written so again', (typed, zone, at) => {
  const read = readLocalTime(typed, zone)
  expect(read?.toISOString()).toBe(at)
  expect(read && writeLocalTime(read, zone)).toBe(typed.replace(' ', 'T').replace('.', ':'))
})

test.each(['2026-03-29T02:30', '2026-02-30T08:00', '2026-12-01', 'tomorrow', ''])('%j is no time in Stockholm', (typed) => {
  expect(readLocalTime(typed, 'Europe/Stockholm')).toBeNull()
})

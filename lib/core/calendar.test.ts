import { expect, test } from 'vitest'
import { addDays, dayOf, startOfDay } from './calendar'

test.each([
  ['2026-11-25', 'Europe/Stockholm', '2026-11-24T23:00:00.000Z'],
  ['2026-06-01', 'Europe/Helsinki', '2026-05-31T21:00:00.000Z'],
  ['2026-03-29', 'Europe/Oslo', '2026-03-28T23:00:00.000Z'],
  ['2026-10-25', 'Europe/Oslo', '2026-10-24T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Oslo', '2026-10-25T23:00:00.000Z'],
  ['2026-11-25', 'UTC', '2026-11-25T00:00:00.000Z'],
])('%s in %s begins at %s, also where the clocks change', (day, zone, instant) => {
  const start = startOfDay(day, zone)
  expect(start?.toISOString()).toBe(instant)
  expect(dayOf(start ?? new Date(0), zone)).toBe(day)
})

test('what is no day has no beginning, and a month ends', () => {
  for (const typed of ['', '2026-13-01', 'yesterday', '2026-1-1', '2026-11-25T00:00', '2026-02-31', '0000-01-01', '0099-12-31', '9999-12-31'])
    expect(startOfDay(typed, 'UTC')).toBeNull()
  expect(addDays('2026-11-30', 1)).toBe('2026-12-01')
})

/** What is counted of a day. The last four are how the members stand that day, the others what happened. */
export const countKinds = [
  'sign-in',
  'sign-in-refused',
  'second-factor',
  'code-refused',
  'reset',
  'lock',
  'undelivered',
  'first-sent',
  'first-opened',
  'first-used',
  'members',
  'stranded',
  'contactless',
  'unvalidated',
] as const
export type CountKind = (typeof countKinds)[number]

export const periods = [7, 30, 90, 365] as const
export type Period = (typeof periods)[number]

/** Below so many members a share tells of single people, and is not shown. */
export const fewestMembers = 5

/** A day of a calendar, such as 2026-11-25. */
export type Day = string

export const dayOf = (at: Date, timeZone: string): Day => new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(at)

export function addDays(day: Day, count: number): Day {
  const at = new Date(`${day}T12:00:00Z`)
  at.setUTCDate(at.getUTCDate() + count)
  return at.toISOString().slice(0, 10)
}

/** What a point of a chart stands for: a day, or a month of the last twelve. Oldest first, days without anything too. */
export function bucketsOf(period: Period, today: Day): { key: string; days: Day[] }[] {
  if (period !== 365) {
    return Array.from({ length: period }, (_, at) => addDays(today, at - period + 1)).map((day) => ({ key: day, days: [day] }))
  }
  const [year = 0, month = 0] = today.split('-').map(Number)
  const months = Array.from({ length: 12 }, (_, at) => new Date(Date.UTC(year, month - 12 + at, 1)).toISOString().slice(0, 7))
  return months.map((key) => ({ key, days: Array.from({ length: 31 }, (_, at) => `${key}-${String(at + 1).padStart(2, '0')}`) }))
}

/** The first day that a period shows. */
export const firstDayOf = (period: Period, today: Day): Day => bucketsOf(period, today)[0]?.days[0] ?? today

/** The top of a chart's scale: 1, 2 or 4 times a power of ten, so that half of it is a whole number from 2 on. */
export function topOf(largest: number): number {
  if (largest <= 2) return 2
  const power = 10 ** Math.floor(Math.log10(largest))
  return ([1, 2, 4, 10].find((times) => times * power >= largest) ?? 10) * power
}

/** The points of a line in a box of `width` by `height`, as an SVG path; where nothing is known the line breaks. */
export function lineOf(values: readonly (number | null)[], top: number, { width, height }: { width: number; height: number }): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0
  const round = (number: number) => Math.round(number * 10) / 10
  let isDrawing = false
  return values
    .map((value, at) => {
      if (value === null) {
        isDrawing = false
        return ''
      }
      const point = `${isDrawing ? 'L' : 'M'}${round(at * step)} ${round(height - (value / top) * height)}`
      // A value between two unknown ones is a point, which only a line of no length shows.
      const dot = !isDrawing && (values[at + 1] ?? null) === null ? 'h0' : ''
      isDrawing = true
      return point + dot
    })
    .join('')
}

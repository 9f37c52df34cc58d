/** The day on which something falls where the clocks of a time zone hang, as 2026-11-25. */
export const dayOf = (at: Date, timeZone: string) => new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(at)

/** Whether it is a day of that form, of a year that a register may tell of. */
export const isDay = (text: string): boolean => /^[12]\d{3}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

/** When a day of that form begins there; null where it is no day. */
export function startOfDay(day: string, timeZone: string): Date | null {
  if (!isDay(day)) return null
  const midnight = new Date(`${day}T00:00:00Z`)
  // The offset may change that very day: looked up twice, it is that of the found instant itself.
  const first = new Date(midnight.getTime() - offsetAt(midnight, timeZone))
  return new Date(midnight.getTime() - offsetAt(first, timeZone))
}

/** The day after, or `days` after. */
export const addDays = (day: string, days: number) => new Date(new Date(`${day}T00:00:00Z`).getTime() + days * 86_400_000).toISOString().slice(0, 10)

function offsetAt(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  return new Date(`${parts.replace(' ', 'T')}Z`).getTime() - Math.floor(at.getTime() / 1_000) * 1_000
}

/** What a clock on the wall of `timeZone` shows, in minutes since 1970 as if it were UTC. */
function wallMinutes(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
    .formatToParts(at)
    .map(({ type, value }) => [type, Number(value)] as const)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = Object.fromEntries(parts)
  return Date.UTC(year, month - 1, day, hour, minute) / 60_000
}

/**
 * The moment when a clock of `timeZone` shows `typed` (`2026-12-01T08:00`, as a browser's field for date and time sends
 * it); null where it never does: nonsense, or an hour that is skipped in spring.
 */
export function readLocalTime(typed: string, timeZone: string): Date | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d)[:.](\d\d)/.exec(typed.trim())
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number)
  const wanted = Date.UTC(year, month - 1, day, hour, minute) / 60_000
  // The zone's offset at about that time, then at exactly that time.
  let at = wanted
  for (let step = 0; step < 3; step++) at += wanted - wallMinutes(at * 60_000, timeZone)
  const found = new Date(at * 60_000)
  return wallMinutes(found.getTime(), timeZone) === wanted && typed.trim().slice(0, 10) === new Date(wanted * 60_000).toISOString().slice(0, 10) ? found : null
}

/** The reverse, for the field. */
export const writeLocalTime = (at: Date, timeZone: string) => new Date(wallMinutes(at.getTime(), timeZone) * 60_000).toISOString().slice(0, 16)

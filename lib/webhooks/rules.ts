const minute = 60_000
const hour = 60 * minute

/** How long a receiver that failed is left in peace, by how often it failed in a row; milliseconds. Grows as Standard Webhooks advises. */
const pauses = [minute, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour]

/** When it is tried again after so many failures in a row, and not before it wishes; null: given up, after about three days. */
export function pauseAfter(failures: number, wished = 0): number | null {
  const pause = pauses[failures - 1]
  return pause === undefined ? null : Math.max(pause, wished)
}

/** What a receiver says of when to come again (`Retry-After`: seconds, or a date), a day at most; milliseconds from now, 0 where it says nothing that can be read. */
export function wishedPause(retryAfter: string | null, now: Date): number {
  const text = retryAfter?.trim() ?? ''
  const wished = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now.getTime()
  return Math.min(Math.max(wished || 0, 0), 24 * hour)
}

/** For how long the former secret signs beside the new one, so that the receiver can be changed in between; milliseconds. */
export const formerSecretMs = 24 * hour

/** Whether a receiver asked for an act: by its name, by the part before a dot, or by naming nothing. */
export const isWanted = (acts: readonly string[], act: string): boolean =>
  acts.length === 0 || acts.some((wanted) => act === wanted || act.startsWith(wanted.endsWith('.') ? wanted : `${wanted}.`))

/** What the answer's status means: taken, to be tried again, or that nobody wants it there any more (410). */
export function meaningOf(status: number): 'taken' | 'failed' | 'gone' {
  if (status >= 200 && status < 300) return 'taken'
  return status === 410 ? 'gone' : 'failed'
}

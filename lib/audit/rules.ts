/** JSON with sorted keys: the same event has the same bytes wherever it is hashed. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const parts = Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`)
    return `{${parts.join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

/** A walk that has not ended after this long has lost its worker for good; milliseconds. */
const longestWalk = 6 * 60 * 60_000

export const isRunning = ({ askedAt, endedAt }: { askedAt: Date; endedAt: Date | null }, now: Date) =>
  endedAt === null && now.getTime() - askedAt.getTime() < longestWalk

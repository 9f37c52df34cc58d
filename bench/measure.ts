/** The middle one; of an even number, the mean of the middle two. */
export const median = (values: number[]) => (percentile(values, 0.5, Math.floor) + percentile(values, 0.5, Math.ceil)) / 2

/** The value that a share of all (0 to 1) does not exceed. */
export function percentile(values: number[], share: number, round = Math.ceil): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, round((sorted.length - 1) * share))] ?? Number.NaN
}

/** Runs the sides in turns, each time in another order, so that whatever else the machine does falls on all of them. */
export async function interleave<Name extends string>(
  rounds: number,
  sides: Record<Name, (round: number) => Promise<number>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(sides) as Name[]
  const results = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < rounds; round++) for (const name of round % 2 ? [...names].reverse() : names) results[name].push(await sides[name](round))
  return results
}

/** One line of the report. `target` is the bound of `ratio`: at least it, or at most it. */
export type Finding = {
  name: string
  what: string
  ours: number
  theirs: number | null
  unit: string
  ratio: number | null
  target: { atLeast: number } | { atMost: number } | null
  /** what is held against the target, where it is not the ratio */
  held?: number
  note?: string
}

export function isMet({ target, ratio, held }: Finding): boolean | null {
  const value = held ?? ratio
  if (!target || value === null) return null
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost
}

/** A finding whose ratio is the median of the rounds' own ratios: a busy moment falls on both sides of a round. */
export function compared(name: string, what: string, unit: string, ours: number[], theirs: number[], target: Finding['target'], note?: string): Finding {
  const ratios = ours.map((value, round) => value / (theirs[round] ?? Number.NaN))
  return { name, what, unit, ours: median(ours), theirs: median(theirs), ratio: median(ratios), target, note }
}

import type { CampaignState } from './schema'

/** What an administrator does with a campaign, from which states, and where it leads. */
const moves = {
  start: { from: ['draft'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  stop: { from: ['running', 'paused'], to: 'stopped' },
} as const satisfies Record<string, { from: CampaignState[]; to: CampaignState }>
export type CampaignMove = keyof typeof moves

export const campaignMoves = Object.keys(moves) as CampaignMove[]
export const moveOf = (move: CampaignMove): { from: readonly CampaignState[]; to: CampaignState } => moves[move]
export const mayMove = (state: CampaignState, move: CampaignMove) => moveOf(move).from.includes(state)

/** Seconds of one turn of the worker. */
export const turnSeconds = 5

/**
 * Seconds from one message to the next. What a turn may make up for is counted in, so that no minute ever sees more than
 * the pace.
 */
export const pauseAt = (perMinute: number) => (60 + turnSeconds) / perMinute

/** Whether people are left in peace at this hour of the organisation's clock; from 20 until 8 goes over midnight. */
export function isQuiet(at: Date, quiet: { from: number; until: number } | null, timeZone: string): boolean {
  if (!quiet || quiet.from === quiet.until) return false
  const hour = Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(at))
  return quiet.from < quiet.until ? hour >= quiet.from && hour < quiet.until : hour >= quiet.from || hour < quiet.until
}

/** Hours that sending to so many takes, quiet ones among them; about, since the pace is a bound. */
export function hoursFor(people: number, perMinute: number, quiet: { from: number; until: number } | null): number {
  const loud = quiet ? 24 - ((quiet.until - quiet.from + 24) % 24) : 24
  const sending = (people * pauseAt(perMinute)) / 3_600
  return sending <= loud ? sending : Math.floor(sending / loud) * 24 + (sending % loud)
}

/** A share in whole percent, never 100 before all and never 0 before none. */
export function shareOf(part: number, whole: number): number {
  if (whole === 0 || part === 0) return 0
  return part >= whole ? 100 : Math.min(99, Math.max(1, Math.round((100 * part) / whole)))
}

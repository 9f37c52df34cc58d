import type { Card, CardWish } from '@/lib/ballots/card'
import type { Ballot, Choice, Receipt } from '@/lib/ballots/schema'

/** A receipt, and the random numbers by which the own choices are found in a result that shows them. */
export type KeptReceipt = Receipt & { nonces: string[] }

/** What this browser keeps of a vote: nothing of it is on the server. */
export type KeptVote = {
  wish?: CardWish
  card?: Card
  /** the number of the card's last ballot */
  seq?: number
  /** sealed and sent, perhaps in vain: sent again as it is */
  pending?: { ballot: Ballot; choices: Choice[]; nonces: string[] }
  receipts?: KeptReceipt[]
  /** what stands in the form, by the fields' names */
  draft?: [name: string, value: string][]
}

const nameOf = (election: string) => `porten.vote.${election}`

export function readKept(election: string): KeptVote {
  try {
    return JSON.parse(window.localStorage.getItem(nameOf(election)) ?? '{}') as KeptVote
  } catch {
    return {}
  }
}

/** False where the browser keeps nothing: a vote whose card can't be kept must not begin. */
export function changeKept(election: string, change: Partial<KeptVote>): boolean {
  try {
    const kept = { ...readKept(election), ...change }
    window.localStorage.setItem(nameOf(election), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

export function forgetKept(election: string): void {
  window.localStorage.removeItem(nameOf(election))
}

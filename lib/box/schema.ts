import type { Ballot, Head, Void } from '@/lib/ballots/schema'

/** The answer to a ballot. `same`: it was there already. `stale`: the card's next number is `free`. `spent`: this card casts no more. `off`: the election was called off. */
export type CastOutcome = 'taken' | 'same' | 'unknown' | 'early' | 'late' | 'size' | 'void' | 'spent' | 'stale' | 'off' | 'forged'

/** The answer to a card that is given back. `void`: it is withdrawn, for this ticket. `other`: it was before, for another one. `spent`: it has cast a ballot that can't be changed. */
export const withdrawOutcomes = ['void', 'other', 'spent', 'late', 'unknown', 'forged'] as const
export type WithdrawOutcome = (typeof withdrawOutcomes)[number]

/** A row of the inbox or the board; `hash` is what the box computed of it. */
export type StoredBallot = Ballot & { hash: string }

/** What lies on the board of one election, but the ballots. */
export type Board = { heads: Head[]; voids: Void[] }

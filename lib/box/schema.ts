import type { Ballot, Head, Void } from '@/lib/ballots/schema'

/** The answer to a ballot. `same`: it was there already. `stale`: the card's next number is `free`. `spent`: this card casts no more. `off`: the election was called off. */
export type CastOutcome = 'taken' | 'same' | 'unknown' | 'early' | 'late' | 'size' | 'void' | 'spent' | 'stale' | 'off' | 'forged'

/** A row of the inbox or the board; `hash` is what the box computed of it. */
export type StoredBallot = Ballot & { hash: string }

/** What lies on the board of one election, but the ballots. */
export type Board = { heads: Head[]; voids: Void[] }

import type { Deps } from '@/lib/core/db'
import type { Election } from './schema'
import { rewriteAnswers } from './simple/store'
import { type News, rewriteRoll, takeCardsToTell, takeToTell } from './store'

/** Written to in one transaction. */
export const votersAtOnce = 200

export type { News }

type Place = Pick<Election, 'organisationId' | 'id'>

/** The next people on the roll to tell of the opening, or once more before the end: all of them, so that no message says who voted. Call it in a transaction. */
export const takeVoters = (deps: Deps, { organisationId, id }: Place, news: News) => takeToTell(deps.db, organisationId, id, news, votersAtOnce, deps.now())

/** The next people to tell that a card was collected in their name. Call it in a transaction. */
export const takeCardholders = (deps: Deps, { organisationId, id }: Place) => takeCardsToTell(deps.db, organisationId, id, votersAtOnce)

/** After it nothing tells in which order cards were collected, or simple ballots cast, nor which came with whom. Call it in a transaction. */
export async function forgetOrder({ db }: Deps): Promise<void> {
  await rewriteRoll(db)
  await rewriteAnswers(db)
}

import { createHash } from 'node:crypto'
import { fromText, joinBytes } from '@/lib/ballots/bytes'
import { signBlinded } from '@/lib/ballots/sign-blinded'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { findCardKey } from './card-key'
import { leastByPost, mostByPost } from './rules'
import type { ByPost, Election, OwnPlace } from './schema'
import { findById, findOnRoll, hasPile, holdWaiting, insertPile, listByPost, waitForPost } from './store'

type Place = Pick<Election, 'organisationId' | 'id'>

export type PostFailure = 'votes.post.few' | 'votes.post.changed' | 'votes.card.over'

/** Everybody who gets the ballot by post, or waits for it. */
export const peopleByPost = (deps: Deps, { organisationId, id }: Place): Promise<ByPost[]> => listByPost(deps.db, organisationId, id)

/** Puts somebody on the list for the next pile. The state that stands in the way; null: not on the roll. */
export async function addToPile(deps: Deps, { organisationId, id }: Place, personId: string): Promise<OwnPlace | null> {
  return (await waitForPost(deps.db, organisationId, id, personId, true)) ? 'none' : findOnRoll(deps.db, organisationId, id, personId)
}

/** False: the ballot was made meanwhile, or a card collected. */
export const takeFromPile = (deps: Deps, { organisationId, id }: Place, personId: string) => waitForPost(deps.db, organisationId, id, personId, false)

/**
 * Signs a pile of cards that the office's browser has blinded, one for each who waits: they are marked together, and of no card
 * is kept whose it is, since nobody knows. The same pile again gets the same answer, since the first may have been lost on the way.
 */
export async function makePile(deps: Deps, { organisationId, id }: Place, blinded: readonly string[]): Promise<Result<string[], PostFailure>> {
  return inTransaction(deps, async ({ db, now }) => {
    const people = await holdWaiting(db, organisationId, id)
    const election = await findById(db, organisationId, id)
    const key = await findCardKey(db, organisationId, id)
    if (election?.state !== 'frozen' || now() >= election.closesAt || !key) return failure('votes.card.over')
    const signatures = blinded.map((one) => signBlinded(key, one))
    if (signatures.includes(null) || new Set(blinded).size !== blinded.length) throw new Error('a card that can’t be signed')
    const wishesHash = Buffer.from(
      createHash('sha256')
        .update(joinBytes(...blinded.map(fromText)))
        .digest(),
    )
    if (!(await hasPile(db, organisationId, id, wishesHash))) {
      if (people.length < leastByPost) return failure('votes.post.few')
      if (people.length !== blinded.length || people.length > mostByPost) return failure('votes.post.changed')
      await insertPile(db, organisationId, id, { wishesHash, people })
    }
    return success(signatures as string[])
  })
}

import { hashHead, merkleRoot, signHead } from '@/lib/ballots/board'
import { toText } from '@/lib/ballots/bytes'
import { hashManifest } from '@/lib/ballots/hash-manifest'
import type { Head } from '@/lib/ballots/schema'
import { receiptKeys } from './keys'
import { type BoxDb, moveInbox } from './store'

/** Fewer wait on: in a small batch a guess at who voted when would be worth something. */
export const leastInBatch = 20

/**
 * What waits goes to the board under a new head. `isLast`: once the election is over by the database's clock, with whatever
 * waits, for ever; asked again it answers the same head. Null: nothing was done.
 */
export async function sealBatch(db: BoxDb, election: string, { isLast }: { isLast: boolean }): Promise<Head | null> {
  let known: Head | null = null
  const made = await moveInbox(db, election, ({ manifest, last, leaves, voidLeaves, isOver }) => {
    if (last && last.voids !== null) {
      known = isLast ? last : null
      return null
    }
    if (isLast ? !isOver : leaves.length < leastInBatch) return null
    return signHead(election, receiptKeys(election).secret, {
      batch: last ? last.batch + 1 : 0,
      count: leaves.length,
      root: toText(merkleRoot(leaves)),
      prev: last ? toText(hashHead(election, last)) : hashManifest(JSON.parse(manifest)),
      voids: isLast ? toText(merkleRoot(voidLeaves)) : null,
    })
  })
  return made ?? known
}

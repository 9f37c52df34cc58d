import { createHash, randomBytes } from 'node:crypto'
import { fromText, toText } from '@/lib/ballots/bytes'
import { askForCard, type Card, finishCard, wishFrom } from '@/lib/ballots/card'
import { signBlinded } from '@/lib/ballots/sign-blinded'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { hmac, isSame } from '@/lib/core/seal'
import { findCardKey } from './card-key'
import type { CardFailure } from './issue-card'
import { findById, holdOnRoll, markIssued } from './store'

type Wish = { electionId: string; personId: string; once: string }

/**
 * Makes a member's card here, for a browser that runs no script: the portal has seen it then, and keeps nothing of it. `once`
 * is a random word that stands in the member's page alone: the same page sent again gets the same key, which without the page
 * nobody can make. Another page gets none.
 */
export async function makeCardFor(deps: Deps, organisationId: string, { electionId, personId, once }: Wish): Promise<Result<Card, CardFailure>> {
  return inTransaction(deps, async ({ db, now }) => {
    const held = await holdOnRoll(db, organisationId, electionId, personId)
    const election = held && (await findById(db, organisationId, electionId))
    if (!held || !election) return failure('votes.card.gone')
    if (held.state === 'paper_office') return failure('votes.card.byPost')
    const hash = createHash('sha256').update(`paper ${once}`).digest()
    const isOurs = held.blindedHash && isSame(held.blindedHash, hash)
    if (held.state === 'issued' && !isOurs) return failure('votes.card.elsewhere')
    const key = await findCardKey(db, organisationId, electionId)
    const { manifest } = election
    if (election.state !== 'frozen' || now() >= election.closesAt || !key || !manifest) return failure('votes.card.over')
    const wish = await wishFrom(manifest.tokenKey, new Uint8Array(hmac('election', 'paper', electionId, personId, once)))
    const signature = signBlinded(key, wish.blinded)
    if (!signature) return failure('votes.card.gone')
    // What is kept in place of the blinded card and its signature belongs to no card at all.
    if (held.state === 'none') {
      const other = signBlinded(key, (await askForCard(manifest.tokenKey)).blinded) ?? toText(randomBytes(256))
      await markIssued(db, organisationId, electionId, personId, { blindedHash: Buffer.from(hash), blindSig: Buffer.from(fromText(other)) }, now())
    }
    return success(await finishCard(manifest.tokenKey, wish, signature))
  })
}

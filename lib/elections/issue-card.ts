import { createHash } from 'node:crypto'
import { fromText, toText } from '@/lib/ballots/bytes'
import { signBlinded } from '@/lib/ballots/sign-blinded'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { isSame } from '@/lib/core/seal'
import { findCardKey } from './card-key'
import { findById, holdOnRoll, markIssued } from './store'

export type CardFailure = 'votes.card.gone' | 'votes.card.over' | 'votes.card.elsewhere' | 'votes.card.byPost'

type Wish = { electionId: string; personId: string; blinded: string }

/**
 * Signs a member's voting card without seeing it, once. The same wish again gets the same answer, since the first may have been
 * lost on the way; another one gets none. No log, audit or message tells of it at this moment: it would say when.
 */
export async function issueCard(deps: Deps, organisationId: string, { electionId, personId, blinded }: Wish): Promise<Result<string, CardFailure>> {
  return inTransaction(deps, async ({ db, now }) => {
    const held = await holdOnRoll(db, organisationId, electionId, personId)
    const election = held && (await findById(db, organisationId, electionId))
    if (!held || !election) return failure('votes.card.gone')
    if (held.state === 'paper_office') return failure('votes.card.byPost')
    const hash = createHash('sha256').update(fromText(blinded)).digest()
    if (held.state === 'issued')
      return held.blindedHash && held.blindSig && isSame(held.blindedHash, hash) ? success(toText(held.blindSig)) : failure('votes.card.elsewhere')
    if (election.state !== 'frozen' || now() >= election.closesAt) return failure('votes.card.over')
    const key = await findCardKey(db, organisationId, electionId)
    if (!key) return failure('votes.card.over')
    const signature = signBlinded(key, blinded)
    if (!signature) return failure('votes.card.gone')
    await markIssued(db, organisationId, electionId, personId, { blindedHash: Buffer.from(hash), blindSig: Buffer.from(fromText(signature)) })
    return success(signature)
  })
}

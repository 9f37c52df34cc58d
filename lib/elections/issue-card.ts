import { createHash } from 'node:crypto'
import { fromText, toText } from '@/lib/ballots/bytes'
import { signBlinded } from '@/lib/ballots/sign-blinded'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { isSame } from '@/lib/core/seal'
import { openCardKey } from './card-key'
import { findForCard, type Issued, markIssued } from './store'

export type CardFailure = 'votes.card.gone' | 'votes.card.over' | 'votes.card.elsewhere' | 'votes.card.byPost'

type Wish = { electionId: string; personId: string; blinded: string }

/**
 * Signs a member's voting card without seeing it, once. The same wish again gets the same answer, since the first may have been
 * lost on the way; another one gets none. No log, audit or message tells of it at this moment: it would say when.
 */
export async function issueCard(deps: Deps, organisationId: string, { electionId, personId, blinded }: Wish): Promise<Result<string, CardFailure>> {
  const { db, now } = deps
  const hash = Buffer.from(createHash('sha256').update(fromText(blinded)).digest())
  const found = await findForCard(db, organisationId, electionId, personId)
  if (!found) return failure('votes.card.gone')
  if (found.state !== 'none') return answerAgain(found, hash)
  if (!found.isOpen || !found.tokenKey) return failure('votes.card.over')
  const signature = signBlinded(openCardKey(electionId, found.tokenKey), blinded)
  if (!signature) return failure('votes.card.gone')
  const issued = { blindedHash: hash, blindSig: Buffer.from(fromText(signature)) }
  if (await markIssued(db, organisationId, electionId, personId, issued, now())) return success(signature)
  // The vote is over, or another wish of this member was the first.
  const present = await findForCard(db, organisationId, electionId, personId)
  return present && present.state !== 'none' ? answerAgain(present, hash) : failure('votes.card.over')
}

function answerAgain({ state, blindedHash, blindSig }: Issued, hash: Buffer): Result<string, CardFailure> {
  if (state === 'paper_office') return failure('votes.card.byPost')
  return blindedHash && blindSig && isSame(blindedHash, hash) ? success(toText(blindSig)) : failure('votes.card.elsewhere')
}

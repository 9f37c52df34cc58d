import { createHash } from 'node:crypto'
import { fromText, toText } from '@/lib/ballots/bytes'
import { signBlinded } from '@/lib/ballots/sign-blinded'
import type { Deps, Piece } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { isSame } from '@/lib/core/seal'
import { openCardKey } from './card-key'
import { type Asker, findForCard, type Issued, markIssued, personPiece } from './store'

export type CardFailure = 'votes.card.gone' | 'votes.card.over' | 'votes.card.elsewhere' | 'votes.card.byPost'

type Wish = { electionId: string; personId: string; blinded: string }

/**
 * Signs a member's voting card without seeing it, once. The same wish again gets the same answer, since the first may have been
 * lost on the way; another one gets none. No log, audit or message tells of it at this moment: it would say when.
 */
export async function issueCard(deps: Deps, organisationId: string, { electionId, personId, blinded }: Wish): Promise<Result<string, CardFailure>> {
  const asker = await findForCard(deps.db, organisationId, electionId, personPiece(personId))
  return asker ? issueTo(deps, organisationId, asker, { electionId, blinded }) : failure('votes.card.gone')
}

/** Who asks, and their place on the roll; null where `who` is nobody. */
export const findAsker = (deps: Deps, organisationId: string, electionId: string, who: Piece): Promise<Asker | null> =>
  findForCard(deps.db, organisationId, electionId, who)

/** The same for somebody who was looked up already. */
export async function issueTo(
  { db, now }: Deps,
  organisationId: string,
  { personId, place: found }: Asker,
  { electionId, blinded }: Omit<Wish, 'personId'>,
): Promise<Result<string, CardFailure>> {
  if (!found) return failure('votes.card.gone')
  const hash = Buffer.from(createHash('sha256').update(fromText(blinded)).digest())
  if (found.state !== 'none') return answerAgain(found, hash)
  if (!found.isOpen || !found.tokenKey) return failure('votes.card.over')
  const signature = signBlinded(openCardKey(electionId, found.tokenKey), blinded)
  if (!signature) return failure('votes.card.gone')
  const issued = { blindedHash: hash, blindSig: Buffer.from(fromText(signature)) }
  if (await markIssued(db, organisationId, electionId, personId, issued, now())) return success(signature)
  // The vote is over, or another wish of this member was the first.
  const present = (await findForCard(db, organisationId, electionId, personPiece(personId)))?.place
  return present && present.state !== 'none' ? answerAgain(present, hash) : failure('votes.card.over')
}

function answerAgain({ state, blindedHash, blindSig }: Issued, hash: Buffer): Result<string, CardFailure> {
  if (state === 'paper_office') return failure('votes.card.byPost')
  return blindedHash && blindSig && isSame(blindedHash, hash) ? success(toText(blindSig)) : failure('votes.card.elsewhere')
}

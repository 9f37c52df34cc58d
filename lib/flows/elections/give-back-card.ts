import type { Void } from '@/lib/ballots/schema'
import { BoxUnreachable, boxAt } from '@/lib/box/client'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { findElectionOf } from '@/lib/elections/find-election'
import { type GiveBackOutcome, giveBack } from '@/lib/elections/give-back'
import { peopleByPost } from '@/lib/elections/make-pile'
import { mostByPost } from '@/lib/elections/rules'
import type { Organisation } from '@/lib/organisations/schema'
import { findDetails } from '@/lib/people/find-details'
import type { WordKey } from '@/lib/words/keys'
import { addressLines } from '../first-password/address-lines'
import { takesPost } from './post-ballots'

const problems = {
  none: 'votes.post.changed',
  other: 'votes.toPost.other',
  spent: 'votes.cast.spent',
  late: 'votes.post.closed',
  unknown: 'votes.post.closed',
  forged: 'votes.toPost.other',
} as const satisfies Record<Exclude<GiveBackOutcome, 'given'>, WordKey>

export type GiveBackFailure =
  | (typeof problems)[keyof typeof problems]
  | 'votes.card.gone'
  | 'votes.card.byPost'
  | 'votes.toPost.noAddress'
  | 'votes.toPost.full'
  | 'votes.toPost.away'

/**
 * A member gives the voting card back and gets the ballot by post instead, by the office's next pile. The card's own signature is the
 * proof. Neither log nor message tells of it at this moment: beside the box's list of withdrawn cards it would say whose was which.
 */
export async function giveBackCard(
  deps: Deps,
  organisation: Organisation,
  personId: string,
  { electionId, withdrawn }: { electionId: string; withdrawn: Void },
): Promise<Result<null, GiveBackFailure>> {
  const election = await findElectionOf(deps, organisation.id, personId, electionId)
  if (!election?.manifest) return failure('votes.card.gone')
  if (election.roll === 'waiting') return success(null) // sent again: the first answer was lost
  if (election.roll === 'paper_office') return failure('votes.card.byPost')
  if (!takesPost(election, deps.now())) return failure('votes.post.closed')
  const details = await findDetails(deps, organisation.id, personId)
  if (!details || !addressLines(organisation, details)) return failure('votes.toPost.noAddress')
  if ((await peopleByPost(deps, election)).filter(({ batch }) => batch === 0).length >= mostByPost) return failure('votes.toPost.full')
  const outcome = await giveBack(deps, boxAt(election.manifest.box), election, personId, withdrawn).catch((error) => {
    if (error instanceof BoxUnreachable) return 'away' as const
    throw error
  })
  if (outcome === 'away') return failure('votes.toPost.away')
  return outcome === 'given' ? success(null) : failure(problems[outcome])
}

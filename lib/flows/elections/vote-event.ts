import type { Organisation } from '@/lib/organisations/schema'
import type { StaffActor } from '../allow-right'
import { whereFrom } from '../client'

type VoteAct =
  | 'vote.prepared'
  | 'vote.changed'
  | 'vote.discarded'
  | 'vote.key-made'
  | 'vote.frozen'
  | 'vote.paperEntered'
  | 'vote.opened'
  | 'vote.postAsked'
  | 'vote.postTakenBack'
  | 'vote.pileMade'
  | 'vote.called-off'

/** What an officer has done to a vote, for the log. */
export const voteEvent = (
  { id: organisationId }: Pick<Organisation, 'id'>,
  { actorId, client }: StaffActor,
  act: VoteAct,
  vote: string,
  more: Record<string, string> = {},
) => ({ organisationId, act, outcome: 'success' as const, actorId, details: { vote, ...more }, personal: whereFrom(client) })

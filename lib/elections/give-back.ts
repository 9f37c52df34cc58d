import { randomBytes } from 'node:crypto'
import { toText } from '@/lib/ballots/bytes'
import type { Void } from '@/lib/ballots/schema'
import type { Box } from '@/lib/box/client'
import type { Deps } from '@/lib/core/db'
import type { Election } from './schema'
import { keepTicket, markGivenBack } from './store'

type Place = Pick<Election, 'organisationId' | 'id'>

/** `none`: there is no card to give back, or not any more. */
export type GiveBackOutcome = 'given' | 'none' | Exclude<Awaited<ReturnType<Box['withdraw']>>, 'void'>

/**
 * Has the box withdraw a member's card, on the card's own proof, and puts the member on the list of those who get the ballot by post.
 * The portal sees whose card it is while this runs and keeps nothing of it; nothing that the card has cast is counted. A ticket holds
 * the two databases together: after a lost answer the same is done again, and a card that was withdrawn for somebody else frees nobody.
 */
export async function giveBack({ db }: Deps, box: Box, { organisationId, id }: Place, personId: string, withdrawn: Void): Promise<GiveBackOutcome> {
  const kept = await keepTicket(db, organisationId, id, personId, Buffer.from(randomBytes(32)))
  if (!kept) return 'none'
  const ticket = Buffer.from(kept)
  const outcome = await box.withdraw(id, withdrawn, toText(ticket))
  if (outcome !== 'void') return outcome
  await markGivenBack(db, organisationId, id, personId, ticket)
  return 'given'
}

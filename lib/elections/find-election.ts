import type { Deps } from '@/lib/core/db'
import { frozenOf } from './rules'
import type { Election, OwnPlace } from './schema'
import { countRoll, findById, findOnRoll, listAtWork, listNewest, listOfPerson, listUntold } from './store'

export const findElection = (deps: Deps, organisationId: string, id: string): Promise<Election | null> => findById(deps.db, organisationId, id)

/** As many as a page shows; an organisation has a few. */
const shown = 100

export const listElections = (deps: Deps, organisationId: string) => listNewest(deps.db, organisationId, shown)

/** How many may vote, and how many have collected a card or, in a simple vote, voted. */
export const readRoll = (deps: Deps, { organisationId, id }: Pick<Election, 'organisationId' | 'id'>) => countRoll(deps.db, organisationId, id)

/** Of all organisations, for the clock. */
export const electionsAtWork = (deps: Deps) => listAtWork(deps.db, deps.now())

/** Of all organisations: those in which somebody is to be told that a card was collected. */
export const electionsUntold = (deps: Deps) => listUntold(deps.db)

/** Votes on whose roll somebody stands: the open ones first, by their end. */
export const electionsOf = (deps: Deps, organisationId: string, personId: string) =>
  listOfPerson(deps.db, organisationId, personId, { now: deps.now(), most: shown })

/** A vote as somebody on its roll sees it; null for everybody else, and before it is frozen. */
export async function findElectionOf(deps: Deps, organisationId: string, personId: string, id: string): Promise<(Election & { roll: OwnPlace }) | null> {
  const roll = await findOnRoll(deps.db, organisationId, id, personId)
  if (!roll) return null
  const election = await findById(deps.db, organisationId, id)
  return election && frozenOf(election) && !['draft', 'freezing'].includes(election.state) ? { ...election, roll } : null
}

import { hashManifest } from '@/lib/ballots/hash-manifest'
import { type Deps, inTransaction } from '@/lib/core/db'
import { frozenOf, inWords } from '@/lib/elections/rules'
import type { Election, VoteMode } from '@/lib/elections/schema'
import { type News, takeCardholders, takeVoters, votersAtOnce } from '@/lib/elections/take-voters'
import type { Organisation } from '@/lib/organisations/schema'
import { findPerson } from '@/lib/people/find-person'
import { addressOf } from '../link-to'
import { languageOf, tellPerson } from '../tell-person'

type Told = 'vote-opened' | 'vote-reminder' | 'vote-opened-simple' | 'vote-reminder-simple' | 'vote-called-off' | 'vote-card' | 'vote-post'

/** Writes to everybody on the roll that the vote is open, or will end, or to whom that was written that it is off: to all alike, so that no message tells who has voted. `isTurn`: whether there is still time; what is left is for the next turn. */
export function tellVoters(deps: Deps, organisation: Organisation, election: Election, news: News, isTurn: () => boolean): Promise<void> {
  const mode = election.simple ? 'simple' : 'sealed'
  const template = templateOf[news][mode]
  const take = async (deps: Deps) => (await takeVoters(deps, election, news)).map((personId) => ({ personId, template }))
  return tellEach(deps, organisation, election, take, isTurn)
}

const templateOf = {
  told: { sealed: 'vote-opened', simple: 'vote-opened-simple' },
  reminded: { sealed: 'vote-reminder', simple: 'vote-reminder-simple' },
  off: { sealed: 'vote-called-off', simple: 'vote-called-off' },
} as const satisfies Record<News, Record<VoteMode, Told>>

/** Writes to whoever has a card and was not told: one that somebody else collected, or had made by the office, is found out so. */
export function tellCardholders(deps: Deps, organisation: Organisation, election: Election): Promise<void> {
  const take = async (deps: Deps) =>
    (await takeCardholders(deps, election)).map(({ personId, state }) => ({ personId, template: state === 'issued' ? 'vote-card' : 'vote-post' }) as const)
  return tellEach(deps, organisation, election, take)
}

async function tellEach(
  deps: Deps,
  organisation: Organisation,
  election: Election,
  take: (deps: Deps) => Promise<{ personId: string; template: Told }[]>,
  isTurn = () => true,
): Promise<void> {
  for (let taken = votersAtOnce; taken === votersAtOnce && isTurn(); )
    taken = await inTransaction(deps, async (deps) => {
      const people = await take(deps)
      for (const { personId, template } of people) await tellOne(deps, organisation, election, template, personId)
      return people.length
    })
}

/** A title may be long; a text message is not. */
const longestTitle = 60

async function tellOne(deps: Deps, organisation: Organisation, election: Election, template: Told, personId: string): Promise<void> {
  const person = await findPerson(deps, organisation.id, personId)
  if (person?.status !== 'active') return
  const title = inWords(election.title, [languageOf(organisation, person), ...organisation.settings.languages])
  const vote = title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title
  const frozen = frozenOf(election)
  const values = {
    vote,
    ...(template === 'vote-card' ? {} : { closes: election.closesAt }),
    ...(election.calledOffReason === null ? {} : { reason: election.calledOffReason }),
    ...(frozen && template.startsWith('vote-opened') ? { manifest: hashManifest(frozen) } : {}),
  }
  await tellPerson(deps, organisation, person, template, values, { isPatient: true, link: addressOf(organisation, `/votes/${election.id}`) })
}

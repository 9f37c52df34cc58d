import { randomInt } from 'node:crypto'
import { recordEvent } from '@/lib/audit/record-event'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { addToPile, makePile, type PostFailure, peopleByPost, takeFromPile } from '@/lib/elections/make-pile'
import { mostByPost, phaseOf } from '@/lib/elections/rules'
import type { Election, OwnPlace } from '@/lib/elections/schema'
import type { Organisation } from '@/lib/organisations/schema'
import { findAddresses, findDetails } from '@/lib/people/find-details'
import { findNames } from '@/lib/people/find-names'
import { findPersonByIdentifier } from '@/lib/people/find-person'
import type { Person } from '@/lib/people/rules'
import type { WordKey } from '@/lib/words/keys'
import { allOrNothing } from '../all-or-nothing'
import type { StaffActor } from '../allow-right'
import { addressLines } from '../first-password/address-lines'
import { allowElection, type ElectionFailure } from './allow-elections'
import { voteEvent } from './vote-event'

/** What is wrong with a line of the list. */
export type LineProblem = { name: string; problem: WordKey }

type ListFailure = ElectionFailure | 'votes.post.closed' | 'votes.post.nobody' | 'votes.post.full'

/** What is wrong as a whole, or with some lines. */
type AskFailure = { problem: ListFailure } | { lines: LineProblem[] }

/** Whether ballots go out by post in a vote, and there is time for it. */
export const takesPost = (election: Election, now: Date): boolean =>
  election.manifest !== null && election.manifest.paper !== 'none' && ['announced', 'open'].includes(phaseOf(election, now))

async function allowPost(deps: Deps, organisation: Organisation, actor: StaffActor, electionId: string): Promise<Result<Election, ListFailure>> {
  const allowed = await allowElection(deps, organisation, actor, electionId)
  if (!allowed.ok) return allowed
  return takesPost(allowed.value, deps.now()) ? allowed : failure('votes.post.closed')
}

const standing: Partial<Record<OwnPlace, WordKey>> = { issued: 'votes.post.hasCard', paper_office: 'votes.post.hasSheet' }

/**
 * Puts people on the list of those who get the ballot by post, as they are named line by line. All of them or, where a line is wrong,
 * nobody: the list then says what is wrong with which.
 */
export async function askForPost(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  { electionId, people }: { electionId: string; people: string },
): Promise<Result<null, AskFailure>> {
  const allowed = await allowPost(deps, organisation, actor, electionId)
  if (!allowed.ok) return failure({ problem: allowed.failure })
  const names = [...new Set(people.split(/[\n,;]/).map((name) => name.trim()))].filter(Boolean)
  if (names.length === 0) return failure({ problem: 'votes.post.nobody' as const })
  return allOrNothing<null, AskFailure>(deps, async (deps) => {
    const lines: LineProblem[] = []
    const added: string[] = []
    for (const name of names) {
      const person = await findPersonByIdentifier(deps, organisation.id, name)
      const problem = person ? await putOnList(deps, organisation, allowed.value, person) : 'votes.post.unknown'
      if (problem) lines.push({ name, problem })
      else if (person) added.push(person.id)
    }
    if (lines.length > 0) return failure({ lines })
    const waiting = (await peopleByPost(deps, allowed.value)).filter(({ batch }) => batch === 0)
    if (waiting.length > mostByPost) return failure({ problem: 'votes.post.full' as const })
    for (const subjectId of new Set(added)) await recordEvent(deps, { ...voteEvent(organisation, actor, 'vote.postAsked', electionId), subjectId })
    return success(null)
  })
}

async function putOnList(deps: Deps, organisation: Organisation, election: Election, person: Person): Promise<WordKey | null> {
  const details = await findDetails(deps, organisation.id, person.id)
  if (!details || !addressLines(organisation, details)) return 'votes.post.noAddress'
  const state = await addToPile(deps, election, person.id)
  if (state === null) return 'votes.post.notOnRoll'
  return standing[state] ?? null // who waits already still does
}

/** Takes somebody off the list again who has not been made a ballot yet. */
export async function takeBackPost(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  { electionId, personId }: { electionId: string; personId: string },
): Promise<Result<null, ListFailure | 'votes.post.changed'>> {
  const allowed = await allowPost(deps, organisation, actor, electionId)
  if (!allowed.ok) return allowed
  return allOrNothing<null, ListFailure | 'votes.post.changed'>(deps, async (deps) => {
    if (!(await takeFromPile(deps, allowed.value, personId))) return failure('votes.post.changed')
    await recordEvent(deps, { ...voteEvent(organisation, actor, 'vote.postTakenBack', electionId), subjectId: personId })
    return success(null)
  })
}

/** Signs cards for everybody who waits, as the officer's browser has blinded them. The caller has proved the officer's password. */
export async function makePileOfBallots(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  { electionId, blinded }: { electionId: string; blinded: readonly string[] },
): Promise<Result<string[], ListFailure | PostFailure>> {
  const allowed = await allowPost(deps, organisation, actor, electionId)
  if (!allowed.ok) return allowed
  return allOrNothing<string[], ListFailure | PostFailure>(deps, async (deps) => {
    const made = await makePile(deps, allowed.value, blinded)
    if (made.ok) await recordEvent(deps, { ...voteEvent(organisation, actor, 'vote.pileMade', electionId, { count: String(blinded.length) }), subjectId: null })
    return made
  })
}

/** Who waits for a ballot by post, and how many lay in each pile. */
export async function listPost(
  deps: Deps,
  organisation: Organisation,
  election: Election,
): Promise<{ waiting: { id: string; name: string }[]; piles: number[] }> {
  const piles: number[] = []
  const ids: string[] = []
  for (const { personId, batch } of await peopleByPost(deps, election)) {
    if (batch > 0) piles[batch - 1] = (piles[batch - 1] ?? 0) + 1
    else ids.push(personId)
  }
  const names = await findNames(deps, organisation.id, ids)
  const waiting = ids.map((id) => ({ id, name: names.get(id) ?? '' }))
  return { waiting: waiting.sort((one, other) => one.name.localeCompare(other.name)), piles }
}

/** The addresses of a pile in an order that is drawn anew each time: it says nothing of the sheets. */
export async function addressesOfPile(deps: Deps, organisation: Organisation, election: Election, pile: number): Promise<string[][]> {
  const ids = (await peopleByPost(deps, election)).filter(({ batch }) => batch === pile).map(({ personId }) => personId)
  const found = await findAddresses(deps, organisation.id, ids)
  const addresses = ids.map((id) => {
    const person = found.get(id)
    // Somebody who moved out of the register meanwhile still has an envelope to be thrown away unopened.
    return (person && addressLines(organisation, person)) ?? ['–']
  })
  for (let at = addresses.length - 1; at > 0; at--) {
    const other = randomInt(at + 1)
    ;[addresses[at], addresses[other]] = [addresses[other] ?? [], addresses[at] ?? []]
  }
  return addresses
}

import type { Deps } from '@/lib/core/db'
import { hmac, isSame, secretToken } from '@/lib/core/seal'
import { type Journey, openJourney } from './journey'
import { endOfPerson, findLatestState, findLiveById, findLiveOfPerson, findStateById, lastFinished } from './store'

/** What a journey keeps of the secret in its link. */
export type Linked = { linkHmac: string }

/** The last part of a mailed link, and what the journey keeps of it. */
export function makeLinkToken(journeyId: string): Linked & { token: string } {
  const secret = secretToken()
  return { token: `${journeyId}-${secret}`, linkHmac: hmacOf(journeyId, secret).toString('base64url') }
}

/** The live journey of a link, in whatever browser it is opened; null when the secret is wrong, used or too old. */
export async function findLinkedJourney<Data extends Linked>(deps: Deps, organisationId: string, kind: string, token: string): Promise<Journey<Data> | null> {
  const { id, secret } = readToken(token)
  if (!id || !secret) return null
  const row = await findLiveById(deps.db, organisationId, kind, id, deps.now())
  const journey = row && openJourney<Data>(row)
  return journey && isSame(Buffer.from(journey.data.linkHmac, 'base64url'), hmacOf(id, secret)) ? journey : null
}

/** The state in which the journey of a link stands or ended: its secret is gone by then, so this opens nothing. */
export async function findLinkedState(deps: Deps, organisationId: string, kind: string, token: string): Promise<string | null> {
  const { id } = readToken(token)
  return id ? findStateById(deps.db, organisationId, kind, id, deps.now()) : null
}

/** Ends the person's other journeys of a kind: what was mailed for an earlier wish, to a mistyped address perhaps, is worthless then. */
export const endJourneysOfPerson = (deps: Deps, organisationId: string, kind: string, personId: string) =>
  endOfPerson(deps.db, organisationId, kind, personId, deps.now())

/** The live journey of a kind that the person has, whoever's browser began it: for what somebody else does for them. */
export async function findJourneyOfPerson<Data>(deps: Deps, organisationId: string, kind: string, personId: string): Promise<Journey<Data> | null> {
  const row = await findLiveOfPerson(deps.db, organisationId, kind, personId, deps.now())
  return row && openJourney<Data>(row)
}

/** When the person's latest journey of a kind ended in a state, if that is not more than some minutes ago. */
export const findJourneyEnd = (deps: Deps, organisationId: string, kind: string, personId: string, state: string, minutes: number): Promise<Date | null> =>
  lastFinished(deps.db, organisationId, kind, personId, state, new Date(deps.now().getTime() - minutes * 60_000))

/** The state in which this browser's latest journey of a kind stands or ended, so that the page that began it can tell. */
export async function findLatestJourneyState(
  deps: Deps,
  { organisationId, kind, browser, personId }: { organisationId: string; kind: string; browser: string; personId?: string },
): Promise<string | null> {
  return browser ? findLatestState(deps.db, { organisationId, kind, personId, browserHash: hmac('browser', organisationId, browser) }) : null
}

function readToken(token: string): { id?: string; secret?: string } {
  const [, id, secret] = token.match(/^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([\w-]{43})$/) ?? []
  return { id, secret }
}

const hmacOf = (journeyId: string, secret: string) => hmac('ticket', 'link', journeyId, secret)

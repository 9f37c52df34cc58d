import { randomUUID } from 'node:crypto'
import type { Deps, Piece } from '@/lib/core/db'
import { hmac, seal, unseal } from '@/lib/core/seal'
import { endOthersOfPerson, findLive, findLiveById, finishPiece, holdRow, insertJourney, type JourneyRow, moveFrom, takeAbandoned } from './store'

/**
 * A story over several pages. It is bound to the browser that began it by a secret cookie (`browser`), of which only
 * an HMAC is kept. `Data` is what the story must remember; it lies encrypted in the row.
 */
export type Journey<Data> = {
  id: string
  organisationId: string
  kind: string
  state: string
  personId: string | null
  data: Data
  createdAt: Date
  expiresAt: Date
}

type Beginning<Data> = { organisationId: string; kind: string; state: string; browser: string; personId: string | null; data: Data; minutes: number }

export async function beginJourney<Data>(deps: Deps, { browser, minutes, data, ...rest }: Beginning<Data>): Promise<Journey<Data>> {
  const id = randomUUID()
  const createdAt = deps.now()
  const journey = { ...rest, id, createdAt, expiresAt: new Date(createdAt.getTime() + minutes * 60_000) }
  await insertJourney(deps.db, { ...journey, browserHash: hmac('browser', rest.organisationId, browser), sealed: close(id, data) })
  return { ...journey, data }
}

/** The journey that a form names, or this browser's latest of the kind; null when it has ended or is another browser's. */
export async function findJourney<Data>(
  deps: Deps,
  { organisationId, kind, browser, id }: { organisationId: string; kind: string; browser: string | null; id?: string | null },
): Promise<Journey<Data> | null> {
  if (!browser || (id && !uuid.test(id))) return null
  const row = await findLive(deps.db, { organisationId, kind, browserHash: hmac('browser', organisationId, browser), ...(id ? { id } : {}) }, deps.now())
  return row && openJourney<Data>(row)
}

/** The same, where it is this person's and waits in this state. */
export async function findOwnJourney<Data>(
  deps: Deps,
  asked: Parameters<typeof findJourney>[1],
  { personId, state }: { personId: string; state: string },
): Promise<Journey<Data> | null> {
  const journey = await findJourney<Data>(deps, asked)
  return journey?.personId === personId && journey.state === state ? journey : null
}

/** A live journey whatever browser asks: for the worker. */
export async function findJourneyById<Data>(deps: Deps, organisationId: string, kind: string, id: string): Promise<Journey<Data> | null> {
  const row = await findLiveById(deps.db, organisationId, kind, id, deps.now())
  return row && openJourney<Data>(row)
}

/** Moves on from the state that was read; false when another tab was quicker. */
export function moveJourney<Data>(
  deps: Deps,
  journey: Journey<Data>,
  to: { state: string; data?: Data; personId?: string | null; isFinished?: boolean; minutes?: number },
): Promise<boolean> {
  return moveFrom(deps.db, journey.organisationId, journey.id, journey.state, {
    state: to.state,
    ...(to.data === undefined ? {} : { sealed: close(journey.id, to.data) }),
    ...(to.personId === undefined ? {} : { personId: to.personId }),
    ...(to.isFinished ? { finishedAt: deps.now(), sealed: null } : {}),
    ...(to.minutes ? { expiresAt: new Date(deps.now().getTime() + to.minutes * 60_000) } : {}),
  })
}

/** Ends it, along with what it led to, from whatever state. */
export const finishAlong = (deps: Deps, { organisationId, id }: { organisationId: string; id: string }, state: string): Piece =>
  finishPiece(organisationId, id, state, deps.now())

/** In a transaction: nobody else moves or rewrites the journey until it ends. Find it afterwards. */
export const holdJourney = (deps: Deps, organisationId: string, id: string) => holdRow(deps.db, organisationId, id)

/** Ends everything that the person has under way but the one named: codes and links of before are worthless then (security.md 36). */
export const endOtherJourneys = (deps: Deps, organisationId: string, personId: string, exceptId: string | null = null) =>
  endOthersOfPerson(deps.db, organisationId, personId, exceptId, deps.now())

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const close = (id: string, data: unknown) => seal('journey', JSON.stringify(data), id)

/** For this area: what lies sealed in a row. */
export const openJourney = <Data>({ sealed, finishedAt: _finishedAt, ...row }: JourneyRow): Journey<Data> => ({
  ...row,
  data: JSON.parse(sealed ? unseal('journey', sealed, row.id) : 'null'),
})

/** Journeys that ended in a state without being finished in the last day; each is handed to one asker, once. */
export function takeAbandonedJourneys(deps: Deps, kind: string, state: string) {
  const now = deps.now()
  return takeAbandoned(deps.db, kind, state, now, new Date(now.getTime() - 24 * 60 * 60_000))
}

import { randomUUID } from 'node:crypto'
import type { Deps } from '@/lib/core/db'
import { seal, unseal } from '@/lib/core/seal'
import type { Campaign } from './schema'
import { findLetters, insertLetters, listLetters, listWaitingLetters, removeLetters } from './store'

/** Long enough to print them, and to print them again when the paper jams; milliseconds. */
const keptFor = 24 * 60 * 60_000

/** Ids of the messages of letters that nobody has printed. */
export const waitingLetters = (deps: Deps, { organisationId, id }: Campaign, most: number) => listWaitingLetters(deps.db, organisationId, id, most)

/** Keeps a pile, sealed: it holds the passwords of all who are in it. */
export async function keepLetters(deps: Deps, { organisationId, id: campaignId }: Campaign, pdf: Buffer, count: number): Promise<void> {
  const id = randomUUID()
  const madeAt = deps.now()
  const sealed = seal('letters', pdf.toString('base64'), id)
  await insertLetters(deps.db, organisationId, { id, campaignId, madeAt, expiresAt: new Date(madeAt.getTime() + keptFor), count, sealed })
}

/** The piles that can still be taken, newest first. */
export const keptLetters = (deps: Deps, { organisationId, id }: Campaign) => listLetters(deps.db, organisationId, id, deps.now())

export async function openLetters(deps: Deps, { organisationId, id: campaignId }: Campaign, id: string) {
  const found = await findLetters(deps.db, organisationId, campaignId, id, deps.now())
  return found && { pdf: Buffer.from(unseal('letters', found.sealed, id), 'base64'), count: found.count }
}

export const removeOldLetters = (deps: Deps) => removeLetters(deps.db, deps.now())

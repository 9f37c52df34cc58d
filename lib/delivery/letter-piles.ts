import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import type { Organisation } from '@/lib/organisations/schema'
import { drawLetter, openLetters } from './draw-letter'
import { unsealContent } from './seal-content'
import { settleLetters } from './settle-letters'
import { claimLetters, countWaitingLetters, lettersOfPile, listPiles, namePile } from './store'

/** As many pages as a printer takes at once, and a server holds in memory. */
const mostInPile = 200
/** How long a pile belongs to whoever took it; afterwards its letters wait again. Milliseconds. */
const lease = 4 * 60 * 60_000

/** Takes letters that wait into a pile, which is printed as one PDF as often as need be, until somebody says that it is on paper. */
export function takePile(deps: Deps, organisationId: string): Promise<Result<{ pileId: string; count: number }, 'deliveries.letters.none'>> {
  return inTransaction(deps, async ({ db, now }) => {
    const claim = { messageIds: null, limit: mostInPile, now: now(), leaseEndsAt: new Date(now().getTime() + lease) }
    const letters = await claimLetters(db, organisationId, claim)
    if (letters.length === 0) return failure('deliveries.letters.none')
    const pileId = randomUUID()
    await namePile(
      db,
      organisationId,
      letters.map(({ id }) => id),
      pileId,
    )
    return success({ pileId, count: letters.length })
  })
}

/** The letters of a pile, a page each; null where there is none of that name any more. Changes nothing. */
export async function drawPile(deps: Deps, { id, settings }: Organisation, pileId: string): Promise<{ pdf: Readable; count: number } | null> {
  const contents = (await lettersOfPile(deps.db, id, pileId)).flatMap((letter) => unsealContent(letter.id, letter.sealedContent)?.letter ?? [])
  if (contents.length === 0) return null
  const letters = openLetters({
    title: settings.name,
    author: settings.name,
    language: settings.languages[0] ?? 'en',
    at: deps.now(),
    isTagged: contents.length < 50,
  })
  for (const content of contents) drawLetter(letters, content)
  letters.pdf.end()
  return { pdf: letters.pdf as unknown as Readable, count: contents.length }
}

/** Ends a pile: its letters are on paper and their words are emptied, or they wait again. Returns how many; none the second time. */
export async function settlePile(deps: Deps, organisationId: string, pileId: string, isPrinted: boolean): Promise<number> {
  const letters = await lettersOfPile(deps.db, organisationId, pileId)
  const isReadable = (letter: (typeof letters)[number]) => Boolean(unsealContent(letter.id, letter.sealedContent)?.letter)
  const how = (letter: (typeof letters)[number]) => (isPrinted ? (isReadable(letter) ? 'printed' : 'unreadable') : 'waits on')
  for (const letter of letters) await settleLetters(deps, organisationId, [letter], how(letter))
  return letters.length
}

/** Letters that wait for paper, and the piles that somebody has taken. */
export async function readPiles(deps: Deps, organisationId: string) {
  return { waiting: await countWaitingLetters(deps.db, organisationId, deps.now()), piles: await listPiles(deps.db, organisationId) }
}

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { type Deps, inTransaction } from '@/lib/core/db'
import type { Organisation } from '@/lib/organisations/schema'
import { drawLetter, type Letters, openLetters } from './draw-letter'
import { unsealContent } from './seal-content'
import { settleLetters } from './settle-letters'
import { type ClaimedLetter, claimLetters } from './store'

/** How long letters belong to the one who prints them; what a crash leaves goes back into the queue then. Milliseconds. */
const printLease = 30 * 60_000
const atOnce = 50

type Print = {
  organisation: Organisation
  /** these alone; otherwise every letter that waits */
  messageIds?: string[]
  /** has its name only when it is whole, and belongs to nobody but its owner */
  path: string
  /** runs when the file is whole and before its letters count as handed over: what it keeps, a crash cannot take */
  keep?: (count: number) => Promise<void>
}

/**
 * Prints letters that wait, a page each, into one PDF, however many: one batch at a time is in memory. A letter counts
 * as handed over, and its words are emptied, when the file is whole; before that it waits on. Returns how many; for none there is no file.
 */
export async function printLetters(deps: Deps, { organisation, messageIds, path, keep }: Print): Promise<number> {
  const unfinished = `${path}.${process.pid}.unfinished`
  const taken: Taken = { readable: [], unreadable: [] }
  const settled = (letters: ClaimedLetter[], how: Parameters<typeof settleLetters>[3]) => settleLetters(deps, organisation.id, letters, how)
  try {
    await writePages(deps, organisation, messageIds, unfinished, taken)
    if (taken.readable.length > 0) {
      await rename(unfinished, path)
      await keep?.(taken.readable.length)
    }
  } catch (error) {
    await settled([...taken.readable, ...taken.unreadable], 'waits on')
    throw error
  } finally {
    await rm(unfinished, { force: true })
  }
  await settled(taken.readable, 'printed')
  await settled(taken.unreadable, 'unreadable')
  return taken.readable.length
}

type Taken = { readable: ClaimedLetter[]; unreadable: ClaimedLetter[] }

async function writePages(deps: Deps, organisation: Organisation, messageIds: string[] | undefined, path: string, taken: Taken): Promise<void> {
  const { name, languages } = organisation.settings
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  await once(target, 'open')
  const written = finished(target)
  written.catch(() => {}) // told where it is waited for
  let letters: Letters | undefined
  try {
    for await (const { letter: claimed, isPile } of waitingLetters(deps, organisation.id, messageIds)) {
      const { sealedContent, ...letter } = claimed
      const content = unsealContent(letter.id, sealedContent)?.letter
      taken[content ? 'readable' : 'unreadable'].push({ ...letter, sealedContent: null })
      if (!content) continue
      if (!letters) {
        letters = openLetters({ title: name, author: name, language: languages[0] ?? 'en', at: deps.now(), isTagged: !isPile })
        letters.pdf.pipe(target)
      }
      drawLetter(letters, content)
      // The disk sets the pace, not the memory.
      if (target.writableNeedDrain) await Promise.race([once(target, 'drain'), written])
    }
    if (!letters) return
    letters.pdf.end()
    await written
    const file = await open(path, 'r')
    await file.sync().finally(() => file.close())
  } finally {
    target.destroy()
  }
}

/** `isPile`: so many that they are for a printer and for nobody's screen. */
async function* waitingLetters(deps: Deps, organisationId: string, messageIds: string[] | undefined) {
  let isPile = false
  for (let from = 0; messageIds === undefined || from < messageIds.length; from += atOnce) {
    const now = deps.now()
    const claim = { messageIds: messageIds?.slice(from, from + atOnce) ?? null, limit: atOnce, now, leaseEndsAt: new Date(now.getTime() + printLease) }
    const letters = await inTransaction(deps, ({ db }) => claimLetters(db, organisationId, claim))
    isPile ||= letters.length === atOnce
    for (const letter of letters) yield { letter, isPile }
    if (!messageIds && letters.length === 0) return
  }
}

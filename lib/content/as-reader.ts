import { type Deps, inTransaction, isWithin, type Piece } from '@/lib/core/db'
import type { Reader } from './schema'
import { startReading, stopReading, visiblePiece } from './store'

export const stranger: Reader = { reads: 'stranger' }
/** For editors, jobs and the seed: everything of the organisation, also to write. */
export const wholeReader: Reader = { reads: 'whole' }
export const readerOf = (person: { personId: string } | null): Reader => (person ? { reads: 'member', personId: person.personId } : stranger)

/**
 * Every statement about content runs in here: outside it, PostgreSQL's row level security shows nothing of it and takes nothing.
 * Inside it shows what `reader` may see at `deps.now()`, and lets none but `wholeReader` write. Another area's store adds
 * `visibleContent()` to its own queries: the same rule once more, for whom no policy holds.
 */
export function asReader<Value>(deps: Deps, organisationId: string, reader: Reader, work: (deps: Deps) => Promise<Value>): Promise<Value> {
  const goesOn = isWithin(deps) // the end of a transaction of our own says the same
  return inTransaction(deps, async (deps) => {
    await startReading(deps.db, organisationId, reader, deps.now())
    const value = await work(deps)
    if (goesOn) await stopReading(deps.db)
    return value
  })
}

/** A condition of a query that calls `content_items` `i`: the item is the organisation's, and may be seen. */
export const visibleContent = (): Piece => visiblePiece()

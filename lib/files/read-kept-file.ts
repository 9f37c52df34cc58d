import type { Deps } from '@/lib/core/db'
import { findPiece } from './store'

/** The bytes of a kept file, a piece at a time; none where there is no such file. */
export async function* readKeptFile(deps: Deps, organisationId: string, id: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const piece = await findPiece(deps.db, organisationId, id, position)
    if (!piece) return
    yield piece
  }
}

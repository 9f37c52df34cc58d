import type { Deps } from '@/lib/core/db'
import { timeOrderedId } from '@/lib/core/time-ordered-id'
import { configuredBucket, putPiece } from './bucket'
import { deleteFile, insertFile, insertPiece, setLength } from './store'

/** Bytes of a piece: as much of a file as is ever in memory. */
const pieceLength = 1_024 * 1_024

/** Keeps a file as it comes in, piece by piece; one whose sender goes away half-way is not kept. */
export async function keepFile(deps: Deps, organisationId: string, name: string, source: AsyncIterable<Uint8Array>): Promise<{ id: string; bytes: number }> {
  const id = timeOrderedId(deps.now())
  const bucket = configuredBucket()
  const keepPiece = (position: number, content: Buffer<ArrayBuffer>) =>
    bucket ? putPiece(deps, bucket, { organisationId, fileId: id }, position, content) : insertPiece(deps.db, organisationId, id, position, content)
  await insertFile(deps.db, organisationId, { id, name, createdAt: deps.now(), place: bucket ? 'bucket' : 'database' })
  try {
    let position = 0
    let bytes = 0
    const piece = Buffer.alloc(pieceLength)
    let filled = 0
    for await (const chunk of source) {
      bytes += chunk.length
      for (let at = 0; at < chunk.length; ) {
        const taken = chunk.subarray(at, at + pieceLength - filled)
        piece.set(taken, filled)
        filled += taken.length
        at += taken.length
        if (filled < pieceLength) continue
        await keepPiece(position++, piece)
        filled = 0
      }
    }
    if (filled > 0) await keepPiece(position, piece.subarray(0, filled))
    await setLength(deps.db, organisationId, id, bytes)
    return { id, bytes }
  } catch (error) {
    await deleteFile(deps.db, organisationId, id)
    throw error
  }
}

/** The same of a file that is in memory already. */
export const keepBytes = (deps: Deps, organisationId: string, name: string, bytes: Uint8Array) => keepFile(deps, organisationId, name, inOnePiece(bytes))

async function* inOnePiece(bytes: Uint8Array) {
  yield bytes
}

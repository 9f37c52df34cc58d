import type { Deps } from '@/lib/core/db'
import { configuredBucket, getPiece } from './bucket'
import { findPiece, findPlace } from './store'

/** The bytes of a kept file, a piece at a time; none where there is no such file. */
export async function* readKeptFile(deps: Deps, organisationId: string, id: string): AsyncGenerator<Uint8Array> {
  const place = await findPlace(deps.db, organisationId, id)
  const bucket = place === 'bucket' ? configuredBucket() : null
  if (place === 'bucket' && !bucket) throw new Error('The file lies in a store that S3_ENDPOINT does not name any more.')
  for (let position = 0; place; position++) {
    const piece = bucket ? await getPiece(deps, bucket, { organisationId, fileId: id }, position) : await findPiece(deps.db, organisationId, id, position)
    if (!piece) return
    yield piece
  }
}

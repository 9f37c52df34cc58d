import { nativeTools } from '@/lib/ballots/native-tools'
import { type BoardReader, openBoard, type Result } from '@/lib/ballots/open-board'
import type { Archive, Ballot, Choice, Head, Manifest } from '@/lib/ballots/schema'
import type { Box } from './client'

/**
 * Closes the box, opens what counts and publishes it; null while the box's clock says that the election is open, and where the key
 * is not the portal's (`secret` null) until others have opened it. May be cut off anywhere and done again: what was published stays.
 */
export async function closeElection(
  box: Box,
  manifest: Manifest,
  secret: string | null,
  readPaper?: (image: string) => Choice[] | null,
): Promise<{ last: Head; result: Result } | null> {
  const { election } = manifest
  const last = await box.close(election)
  if (!last) return null
  if (secret !== null && !(await box.result(election))) {
    await box.publish(election, await openBoard(manifest, secret, await boardOf(box, election), await box.voids(election), { tools: nativeTools(), readPaper }))
  }
  const result = await box.result(election)
  return result && { last, result }
}

/** The ballots of the board, a batch at a time. */
export async function boardOf(box: Box, election: string): Promise<BoardReader> {
  const heads = await box.heads(election)
  return async function* () {
    for (const { batch } of heads) yield* box.batch(election, batch)
  }
}

/** The same, and the archive of it. */
export const countElection = async (box: Box, manifest: Manifest, secret: string): Promise<Archive | null> =>
  (await closeElection(box, manifest, secret)) && fetchArchive(box, manifest)

/** Everything that the box publishes of a counted election, in one piece; null before there is a result. */
export async function fetchArchive(box: Box, manifest: Manifest): Promise<Archive | null> {
  const { election } = manifest
  const result = await box.result(election)
  if (!result) return null
  const heads = await box.heads(election)
  const batches: Ballot[][] = []
  for (const { batch } of heads) batches.push(await ballotsOf(box, election, batch))
  return { manifest, heads, batches, voids: await box.voids(election), ...result }
}

/** One batch whole, where it is known to be small. */
export async function ballotsOf(box: Box, election: string, batch: number): Promise<Ballot[]> {
  const ballots: Ballot[] = []
  for await (const ballot of box.batch(election, batch)) ballots.push(ballot)
  return ballots
}

import { hashManifest } from '@/lib/ballots/hash-manifest'
import { openBoard } from '@/lib/ballots/open-board'
import type { Archive, Ballot, Head, Manifest, Void } from '@/lib/ballots/schema'
import { readShare } from '@/lib/ballots/share-text'
import { joinShares } from '@/lib/ballots/split-key'
import { verifyArchive } from '@/lib/ballots/verify-archive'
import { readBox } from '../../../../voting/read-box'

export type OpeningPlace = { election: string; box: string; manifestHash: string }
export type OpeningProblem = 'mistyped' | 'foreign' | 'away' | 'broken' | 'refused'

/** Fetches all that the box has published, opens what counts, and checks the whole of it as anybody can: signatures, heads, numbers. */
export async function openWithCards(place: OpeningPlace, one: string, other: string): Promise<Pick<Archive, 'opened' | 'undecipherable'> | OpeningProblem> {
  const [first, second] = [readShare(one), readShare(other)]
  if (first === null || second === null) return 'mistyped'
  let board: Omit<Archive, 'opened' | 'undecipherable'>
  try {
    board = await readBoard(place)
  } catch {
    return 'away'
  }
  if (hashManifest(board.manifest) !== place.manifestHash) return 'broken'
  const secret = await joinShares(board.manifest.sealKey, first, second)
  if (secret === null) return 'foreign'
  const ballots = board.batches.flat()
  const result = await openBoard(board.manifest, secret, () => ballots, board.voids)
  const { problems } = await verifyArchive({ ...board, ...result })
  return problems.length > 0 ? 'broken' : result
}

async function readBoard(place: OpeningPlace) {
  const read = readBox(place)
  const manifest = await read<Manifest>('manifest.json')
  const heads = await read<Head[]>('heads.json')
  if (heads.at(-1)?.voids == null) throw new Error('not closed yet')
  const batches: Ballot[][] = []
  for (const { batch } of heads) batches.push(await read<Ballot[]>(`batch-${batch}.json`))
  return { manifest, heads, batches, voids: await read<Void[]>('void.json') }
}

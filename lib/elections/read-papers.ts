import { createHash } from 'node:crypto'
import { fromText } from '@/lib/ballots/bytes'
import { collectPapers } from '@/lib/ballots/open-board'
import { isChoice } from '@/lib/ballots/rules'
import type { Choice } from '@/lib/ballots/schema'
import type { Box } from '@/lib/box/client'
import { boardOf } from '@/lib/box/count-election'
import { type Deps, inTransaction } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { isSheetPicture } from '@/lib/papers/check-picture'
import { unsealKey } from './keys'
import { settlePaper } from './rules'
import type { Election, PaperChoices } from './schema'
import {
  countPapers,
  findById,
  findKeys,
  findPaperFor,
  findPaperImage,
  holdPaper,
  insertPaperEntry,
  insertPapers,
  listPaperEntries,
  moveState,
  removePapers,
} from './store'

type Place = Pick<Election, 'organisationId' | 'id'>

/** Pictures are kept so long after the count that somebody may appeal: days. */
const daysKept = 30
/** Pictures in memory at once. */
const page = 50

/** Opens the ballots on paper that count, and keeps their pictures for officers. How many; null while the box's clock says that the vote is open. */
export async function openPapers(deps: Deps, box: Box, { organisationId, id, manifest }: Election): Promise<number | null> {
  const keys = await findKeys(deps.db, organisationId, id)
  if (!keys?.sealKey || !manifest || !(await box.close(id))) return null
  const board = await boardOf(box, id)
  let images: Uint8Array[] = []
  const keep = async () => {
    await insertPapers(deps.db, organisationId, id, images)
    images = []
  }
  for await (const image of collectPapers(manifest, unsealKey('seal', id, keys.sealKey), board, await box.voids(id))) {
    const bytes = fromText(image)
    if (await isSheetPicture(bytes)) images.push(bytes)
    if (images.length === page) await keep()
  }
  await keep()
  const { all } = await countPapers(deps.db, organisationId, id)
  if (all > 0) await moveState(deps.db, organisationId, id, { from: 'frozen', to: 'reading' })
  return all
}

/** What officers read, for the count; null also for what was no picture. Throws where a ballot is not settled. */
export async function settledPapers(deps: Deps, { organisationId, id }: Place): Promise<(image: string) => Choice[] | null> {
  const papers = new Map((await listPaperEntries(deps.db, organisationId, id)).map(({ paper, entries }) => [paper, entries]))
  return (image) => {
    const entries = papers.get(createHash('sha256').update(fromText(image)).digest('hex'))
    const settled = entries ? settlePaper(entries) : null
    if (settled === undefined) throw new Error('a paper ballot is not settled')
    return settled
  }
}

export const papersOf = (deps: Deps, { organisationId, id }: Place) => countPapers(deps.db, organisationId, id)

/** The next one for this officer, by its hash: one that nobody has read by these eyes. */
export const nextPaper = (deps: Deps, { organisationId, id }: Place, officer: string) => findPaperFor(deps.db, organisationId, id, officer)

export const paperImage = (deps: Deps, { organisationId, id }: Place, paper: string) => findPaperImage(deps.db, organisationId, id, paper)

/** One officer's reading of one ballot. A failure: it was settled meanwhile, this officer has read it, or the vote is not there. */
export async function enterPaper(
  deps: Deps,
  { organisationId, id }: Place,
  entry: { paper: string; officer: string; choices: PaperChoices },
): Promise<Result<{ waiting: number }, 'votes.papers.taken' | 'votes.gone'>> {
  return inTransaction(deps, async ({ db }) => {
    const election = await findById(db, organisationId, id)
    const questions = election?.manifest?.questions
    if (election?.state !== 'reading' || !questions) return failure('votes.gone')
    const isWhole =
      entry.choices === null || (entry.choices.length === questions.length && questions.every((one, at) => isChoice(one, entry.choices?.[at] ?? [99])))
    if (!isWhole) throw new Error('an entry that is no answer to the questions')
    if (!(await holdPaper(db, organisationId, id, entry.paper))) return failure('votes.gone')
    if (!(await insertPaperEntry(db, organisationId, id, entry))) return failure('votes.papers.taken')
    return success({ waiting: (await countPapers(db, organisationId, id)).waiting })
  })
}

/** By night: pictures of votes whose time for appeals is over. */
export const forgetPapers = (deps: Deps) => removePapers(deps.db, new Date(deps.now().getTime() - daysKept * 86_400_000))

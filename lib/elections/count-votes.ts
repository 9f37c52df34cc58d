import { drawLots } from '@/lib/ballots/draw-lots'
import { countingBallots } from '@/lib/ballots/open-board'
import { problemsOfResult } from '@/lib/ballots/problems-of-result'
import { countQuestion } from '@/lib/ballots/rules'
import type { Head, Manifest, Opened } from '@/lib/ballots/schema'
import type { Box } from '@/lib/box/client'
import { boardOf, closeElection } from '@/lib/box/count-election'
import type { Deps } from '@/lib/core/db'
import { unsealKey } from './keys'
import { papersOf, settledPapers } from './read-papers'
import { fewVoters } from './rules'
import type { Election, ElectionResult, OpenedBallots } from './schema'
import { findKeys, keepResult } from './store'

/**
 * Closes the box, opens the ballots with the portal's key and keeps the result; with it the keys are gone. Null while the box's
 * clock says that the vote is open, while officers have not opened what they hold the key of, and for all but the one that kept it.
 */
export async function countVotes(deps: Deps, box: Box, election: Election): Promise<ElectionResult | null> {
  const { organisationId, id, manifest } = election
  const keys = await findKeys(deps.db, organisationId, id)
  if (!keys || !manifest) return null
  const readPaper = manifest.paper === 'none' ? undefined : await settledPapers(deps, election)
  const closed = await closeElection(box, manifest, keys.sealKey && unsealKey('seal', id, keys.sealKey), readPaper)
  if (!closed) return null
  const { all } = await papersOf(deps, election)
  const result = withPapers(resultOf(manifest, closed.last, closed.result), all)
  return (await keepResult(deps.db, organisationId, id, result, deps.now())) ? result : null
}

/** A channel in which few voted is not told apart: whoever knows who chose it would know how they voted, or nearly. */
const withPapers = (result: ElectionResult, papers: number): ElectionResult =>
  papers >= fewVoters && result.ballots - papers >= fewVoters ? { ...result, papers } : result

/**
 * Publishes what officers have opened with their key, in the box and for good. What can be seen from outside must be right: as many
 * answers as there are ballots that count, each of them one that its question allows. False: it is not, or the vote is not over.
 */
export async function publishOpened(box: Box, { id, manifest }: Election, opened: OpenedBallots): Promise<boolean> {
  if (manifest?.keys !== 'officers' || !(await box.close(id))) return false
  const counting = await countingBallots(await boardOf(box, id), await box.voids(id))
  if (problemsOfResult(manifest, opened, counting.size).length > 0) return false
  return (await box.publish(id, opened)) || (await box.result(id)) !== null
}

function resultOf({ election, questions }: Manifest, last: Head, { opened, undecipherable }: { opened: Opened[]; undecipherable: number }): ElectionResult {
  const choices = questions.map((_, at) => opened.filter(({ question }) => question === at).map(({ choice }) => choice))
  return {
    ballots: (choices[0]?.length ?? 0) + undecipherable,
    undecipherable,
    counts: questions.map((question, at) => countQuestion(question, choices[at] ?? [], drawLots(election, last, at, question.options.length))),
  }
}

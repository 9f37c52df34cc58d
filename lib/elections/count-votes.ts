import { drawLots } from '@/lib/ballots/draw-lots'
import { countQuestion } from '@/lib/ballots/rules'
import type { Head, Manifest, Opened } from '@/lib/ballots/schema'
import type { Box } from '@/lib/box/client'
import { closeElection } from '@/lib/box/count-election'
import type { Deps } from '@/lib/core/db'
import { unsealKey } from './keys'
import { papersOf, settledPapers } from './read-papers'
import { fewVoters } from './rules'
import type { Election, ElectionResult } from './schema'
import { findKeys, keepResult } from './store'

/**
 * Closes the box, opens the ballots and keeps the result; with it the keys are gone. Null while the box's clock says that the
 * vote is open, and for all but the one that kept it.
 */
export async function countVotes(deps: Deps, box: Box, election: Election): Promise<ElectionResult | null> {
  const { organisationId, id, manifest } = election
  const keys = await findKeys(deps.db, organisationId, id)
  if (!keys?.sealKey || !manifest) return null
  const readPaper = manifest.paper === 'none' ? undefined : await settledPapers(deps, election)
  const closed = await closeElection(box, manifest, unsealKey('seal', id, keys.sealKey), readPaper)
  if (!closed) return null
  const { all } = await papersOf(deps, election)
  const result = withPapers(resultOf(manifest, closed.last, closed.result), all)
  return (await keepResult(deps.db, organisationId, id, result, deps.now())) ? result : null
}

/** A channel in which few voted is not told apart: whoever knows who chose it would know how they voted, or nearly. */
const withPapers = (result: ElectionResult, papers: number): ElectionResult =>
  papers >= fewVoters && result.ballots - papers >= fewVoters ? { ...result, papers } : result

function resultOf({ election, questions }: Manifest, last: Head, { opened, undecipherable }: { opened: Opened[]; undecipherable: number }): ElectionResult {
  const choices = questions.map((_, at) => opened.filter(({ question }) => question === at).map(({ choice }) => choice))
  return {
    ballots: (choices[0]?.length ?? 0) + undecipherable,
    undecipherable,
    counts: questions.map((question, at) => countQuestion(question, choices[at] ?? [], drawLots(election, last, at, question.options.length))),
  }
}

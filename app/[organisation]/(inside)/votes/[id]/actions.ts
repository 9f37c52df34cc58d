'use server'

import { z } from 'zod'
import { findElectionOf } from '@/lib/elections/find-election'
import { castBallot } from '@/lib/elections/simple/cast-ballot'
import { goTo, memberAction, wrong } from '@/lib/web/actions'
import { answersIn } from '../../../admin/votes/answers-in'
import { timeOf } from '../../../say-sign-in'
import { wordsOf } from '../../../voting/words-of'

/** Beside it the answers, by question and option (`answersIn`). */
const ballotForm = z.looseObject({ election: z.uuid() })

/** Casts a ballot in a simple vote; no line, message or row of the log tells of it. Sent again it leads to the page that says "you have voted". */
export const castVote = memberAction(ballotForm, async (visit, typed) => {
  const { deps, organisation, session, say, paths } = visit
  const election = await findElectionOf(deps, organisation.id, session.personId, typed.election)
  if (!election?.simple) return wrong(say('votes.card.gone'))
  if (election.roll === 'voted') return goTo(paths.vote(election.id))
  const { questions } = election.simple
  const read = answersIn(typed, questions)
  if ('problems' in read)
    return { wrong: read.problems.map(({ at, problem }) => ({ field: `q${at}`, text: `${wordsOf(visit, questions[at]?.text ?? {})} ${say(problem)}` })) }
  const outcome = await castBallot(deps, { ...election, questions }, session.personId, read.choices)
  if (outcome === 'early') return wrong(say('votes.cast.early'))
  if (outcome === 'late') return wrong(say('votes.cast.late', { closes: timeOf(visit).format(election.closesAt) }))
  return outcome === 'unknown' ? wrong(say('votes.card.gone')) : goTo(paths.vote(election.id))
})

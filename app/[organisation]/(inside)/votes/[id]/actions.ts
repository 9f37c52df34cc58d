'use server'

import { z } from 'zod'
import { voidSchema } from '@/lib/ballots/schema'
import { findElectionOf } from '@/lib/elections/find-election'
import { castBallot } from '@/lib/elections/simple/cast-ballot'
import { giveBackCard } from '@/lib/flows/elections/give-back-card'
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

const giveBackForm = z.object({ election: z.uuid(), ...voidSchema.shape })

/** Gives back the card of this browser, which has signed that it does. Without a word in the log: beside the box's list of such cards it would say whose was which. */
export const giveBackVote = memberAction(giveBackForm, async ({ deps, organisation, session, say, paths }, { election, ...withdrawn }) => {
  const given = await giveBackCard(deps, organisation, session.personId, { electionId: election, withdrawn })
  return given.ok ? goTo(paths.vote(election)) : wrong(say(given.failure))
})

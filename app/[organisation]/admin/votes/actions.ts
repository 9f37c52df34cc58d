'use server'

import { findElection } from '@/lib/elections/find-election'
import { leastByPost, mostByPost } from '@/lib/elections/rules'
import { callOff } from '@/lib/flows/elections/call-off'
import { enterPaperBallot } from '@/lib/flows/elections/enter-paper'
import { freezeElection } from '@/lib/flows/elections/freeze-election'
import { acceptKey as accept } from '@/lib/flows/elections/officers-keys'
import { askForPost, makePileOfBallots, takeBackPost } from '@/lib/flows/elections/post-ballots'
import { discardDraft, prepareElection, putQuestion as put, removeQuestion as remove } from '@/lib/flows/elections/prepare-election'
import {
  callOffForm,
  discardForm,
  freezeForm,
  keyForm,
  paperForm,
  pileForm,
  planForm,
  postForm,
  postPersonForm,
  questionForm,
  removeQuestionForm,
} from '@/lib/flows/elections/schema'
import { goTo, wrong } from '@/lib/web/actions'
import type { MemberVisit } from '@/lib/web/session'
import { staffAction } from '@/lib/web/staff'
import type { WordKey } from '@/lib/words/keys'
import { wordsOf } from '../../voting/words-of'
import { press } from '../press'
import { proveAgain } from '../prove-again'
import { answersIn } from './answers-in'

const actorOf = ({ session, client }: MemberVisit) => ({ actorId: session.personId, client })

export const saveVote = staffAction('votes.run', planForm, async (visit, typed) => {
  const { deps, organisation, paths, say } = visit
  const saved = await prepareElection(deps, organisation, actorOf(visit), typed)
  if (saved.ok) return goTo(paths.adminVote(saved.value))
  const fields = { 'votes.title.missing': `title-${organisation.settings.languages[0]}`, 'votes.times.wrong': 'closes', 'roles.unknownGroup': 'groups' }
  return wrong(say(saved.failure), fields[saved.failure as keyof typeof fields] ?? null)
})

export const putQuestion = staffAction('votes.run', questionForm, async (visit, typed) => {
  const { deps, organisation, paths, say } = visit
  const saved = await put(deps, organisation, actorOf(visit), typed)
  if (saved.ok) return goTo(`${paths.adminVote(typed.election)}#questions`)
  const [first] = organisation.settings.languages
  const fields = { 'votes.text.missing': `text-${first}`, 'votes.options.wrong': `options-${first}`, 'votes.options.uneven': `options-${first}` }
  return wrong(say(saved.failure), fields[saved.failure as keyof typeof fields] ?? null)
})

export const removeQuestion = staffAction('votes.run', removeQuestionForm, async (visit, typed) => {
  const removed = await remove(visit.deps, visit.organisation, actorOf(visit), typed)
  return removed.ok ? goTo(`${visit.paths.adminVote(typed.election)}#questions`) : wrong(visit.say(removed.failure))
})

export const discardVote = staffAction('votes.run', discardForm, async (visit, { election }) => {
  const discarded = await discardDraft(visit.deps, visit.organisation, actorOf(visit), election)
  return discarded.ok ? goTo(visit.paths.adminVotes) : wrong(visit.say(discarded.failure))
})

export const acceptKey = staffAction('votes.run', keyForm, (visit, typed) => {
  const { deps, organisation, paths } = visit
  const { election: electionId, version, officersKey } = typed
  const proved = { ...typed, currentPassword: typed.currentPassword ?? '' }
  const how = { isSensitive: true, done: paths.adminVote(electionId) }
  return press(visit, proved, how, () => accept(deps, organisation, actorOf(visit), { electionId, version, officersKey }))
})

export const freezeVote = staffAction('votes.run', freezeForm, (visit, typed) => {
  const { deps, organisation, paths } = visit
  const how = { isSensitive: true, done: paths.adminVote(typed.election) }
  // A field that is always there: what is frozen is never changed.
  const proved = { ...typed, currentPassword: typed.currentPassword ?? '' }
  return press(visit, proved, how, () => freezeElection(deps, organisation, actorOf(visit), { electionId: typed.election, version: typed.version }))
})

export const callOffVote = staffAction('votes.run', callOffForm, (visit, typed) => {
  const { deps, organisation, paths } = visit
  const { election: electionId, reason } = typed
  const fieldOf = (failure: WordKey) => (failure === 'desk.noReason' ? 'reason' : null)
  const how = { isSensitive: true, done: paths.adminVote(electionId), fieldOf }
  const proved = { ...typed, currentPassword: typed.currentPassword ?? '' }
  return press(visit, proved, how, () => callOff(deps, organisation, actorOf(visit), { electionId, reason }))
})

export const enterPaper = staffAction('votes.run', paperForm, async (visit, typed) => {
  const { deps, organisation, paths, say } = visit
  const { election: electionId, paper, unreadable } = typed
  const questions = (await findElection(deps, organisation.id, electionId))?.manifest?.questions ?? []
  const read = unreadable ? { choices: null } : answersIn(typed, questions)
  if ('problems' in read)
    return { wrong: read.problems.map(({ at, field, problem }) => ({ field, text: `${wordsOf(visit, questions[at]?.text ?? {})} ${say(problem)}` })) }
  const entered = await enterPaperBallot(deps, organisation, actorOf(visit), { electionId, paper, choices: read.choices })
  // Settled meanwhile by others: the page has the next one.
  return entered.ok || entered.failure === 'votes.papers.taken' ? goTo(paths.adminVotePapers(electionId)) : wrong(say(entered.failure))
})

const ofPost = { least: leastByPost, most: mostByPost }

export const putOnPostList = staffAction('votes.run', postForm, async (visit, { election: electionId, people }) => {
  const { deps, organisation, paths, say } = visit
  const added = await askForPost(deps, organisation, actorOf(visit), { electionId, people })
  if (added.ok) return goTo(paths.adminVotePost(electionId))
  if ('lines' in added.failure) return { wrong: added.failure.lines.map(({ name, problem }) => ({ field: 'people', text: `${name}: ${say(problem)}` })) }
  return wrong(say(added.failure.problem, ofPost), 'people')
})

export const takeOffPostList = staffAction('votes.run', postPersonForm, async (visit, { election: electionId, person: personId }) => {
  const { deps, organisation, paths, say } = visit
  const taken = await takeBackPost(deps, organisation, actorOf(visit), { electionId, personId })
  return taken.ok ? goTo(paths.adminVotePost(electionId)) : wrong(say(taken.failure, ofPost))
})

/** Sent again after an answer that was lost it gives the same one: the officer's browser alone can make sheets of it. */
export const makeBallots = staffAction('votes.run', pileForm, async (visit, { election: electionId, blinded, currentPassword = '' }) => {
  const { deps, organisation, say } = visit
  const unproved = await proveAgain(visit, currentPassword)
  if (unproved) return unproved
  const made = await makePileOfBallots(deps, organisation, actorOf(visit), { electionId, blinded })
  return made.ok ? { message: say('votes.post.ready'), secret: made.value.join(' ') } : wrong(say(made.failure, ofPost))
})

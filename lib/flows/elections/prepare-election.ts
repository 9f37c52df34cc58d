import type { z } from 'zod'
import { recordEvent } from '@/lib/audit/record-event'
import { questionSchema } from '@/lib/ballots/schema'
import type { Deps } from '@/lib/core/db'
import { failure, type Result, success } from '@/lib/core/result'
import { changeElection, createElection, discardElection } from '@/lib/elections/prepare-election'
import type { Election, ElectionPlan } from '@/lib/elections/schema'
import { listGroupNames } from '@/lib/groups/find-group'
import { readLocalTime } from '@/lib/organisations/local-time'
import type { Organisation } from '@/lib/organisations/schema'
import { readGroupNames } from '@/lib/people/roles/rules'
import { allOrNothing } from '../all-or-nothing'
import type { StaffActor } from '../allow-right'
import { allowElection, allowElections, type ElectionFailure } from './allow-elections'
import { readQuestion } from './read-question'
import type { planForm, questionForm, removeQuestionForm } from './schema'
import { voteEvent } from './vote-event'

export type PlanFailure = ElectionFailure | 'votes.title.missing' | 'votes.times.wrong' | 'roles.unknownGroup' | 'votes.changed'
export type QuestionFailure = ElectionFailure | 'votes.changed' | 'votes.options.wrong' | 'votes.options.uneven' | 'votes.text.missing'

/** Writes a vote down, or changes what a draft says of it beside its questions. Answers its id. */
export async function prepareElection(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  form: z.output<typeof planForm>,
): Promise<Result<string, PlanFailure>> {
  const { id: organisationId } = organisation
  const { once: id, version } = form
  const allowed = version === undefined ? await allowElections(deps, organisation, actor) : await allowElection(deps, organisation, actor, id)
  if (allowed === false) return failure('desk.notAllowed')
  if (allowed !== true && !allowed.ok) return allowed
  const read = await readPlan(deps, organisation, form)
  if (!read.ok) return read
  const before = allowed === true ? null : allowed.value
  const plan: ElectionPlan = { ...read.value, questions: before?.questions ?? [] }
  return allOrNothing<string, PlanFailure>(deps, async (deps) => {
    if (!before) {
      if (await createElection(deps, organisationId, { id, plan, createdBy: actor.actorId }))
        await recordEvent(deps, voteEvent(organisation, actor, 'vote.prepared', id))
      return success(id)
    }
    if (!(await changeElection(deps, { ...before, version: version ?? 0 }, plan))) return failure('votes.changed')
    await recordEvent(deps, voteEvent(organisation, actor, 'vote.changed', id))
    return success(id)
  })
}

type PlanWithoutQuestions = Omit<ElectionPlan, 'questions'>

/** What a simple vote can’t have, whatever the form says of it: the page hides those fields only where the browser can. */
const ofSimple = { isRevotable: false, paper: 'none', verify: 'board', keys: 'portal' } as const

async function readPlan(deps: Deps, { id, settings }: Organisation, form: z.output<typeof planForm>): Promise<Result<PlanWithoutQuestions, PlanFailure>> {
  const language = settings.languages[0]
  if (!language || !form.title[language]) return failure('votes.title.missing')
  const opensAt = readLocalTime(form.opens, settings.timeZone)
  const closesAt = readLocalTime(form.closes, settings.timeZone)
  if (!opensAt || !closesAt || closesAt <= opensAt) return failure('votes.times.wrong')
  const known = await listGroupNames(deps, id)
  const groupIds: string[] = []
  for (const name of readGroupNames(form.groups)) {
    const group = known.find((group) => group.name.toLowerCase() === name.toLowerCase())
    if (!group) return failure('roles.unknownGroup')
    groupIds.push(group.id)
  }
  const { mode, title, revote: isRevotable, paper, verify, keys, quorum, reminds } = form
  const plan = { mode, title, groupIds, opensAt, closesAt, isRevotable, paper, verify, keys, quorum, reminds }
  return success(mode === 'simple' ? { ...plan, ...ofSimple } : plan)
}

/** Puts a question in, or another in its place. */
export async function putQuestion(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  form: z.output<typeof questionForm>,
): Promise<Result<null, QuestionFailure>> {
  const allowed = await allowElection(deps, organisation, actor, form.election)
  if (!allowed.ok) return allowed
  const read = readQuestion(form, organisation)
  if (!read.ok) return read
  const parsed = questionSchema.safeParse(read.value)
  if (!parsed.success) return failure('votes.options.wrong')
  const questions = [...allowed.value.questions]
  questions[Math.min(form.at, questions.length)] = parsed.data
  return changeQuestions(deps, organisation, actor, allowed.value, form.version, questions)
}

export async function removeQuestion(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  { election, version, at }: z.output<typeof removeQuestionForm>,
): Promise<Result<null, QuestionFailure>> {
  const allowed = await allowElection(deps, organisation, actor, election)
  if (!allowed.ok) return allowed
  const questions = allowed.value.questions.filter((_, place) => place !== at)
  return changeQuestions(deps, organisation, actor, allowed.value, version, questions)
}

function changeQuestions(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  { organisationId, id, mode, title, groupIds, opensAt, closesAt, isRevotable, paper, verify, keys, quorum, reminds }: Election,
  version: number,
  questions: ElectionPlan['questions'],
): Promise<Result<null, 'votes.changed'>> {
  const plan = { mode, title, groupIds, opensAt, closesAt, isRevotable, paper, verify, keys, quorum, reminds, questions }
  return allOrNothing<null, 'votes.changed'>(deps, async (deps) => {
    if (!(await changeElection(deps, { organisationId, id, version }, plan))) return failure('votes.changed')
    await recordEvent(deps, voteEvent(organisation, actor, 'vote.changed', id))
    return success(null)
  })
}

/** Throws a draft away. */
export async function discardDraft(
  deps: Deps,
  organisation: Organisation,
  actor: StaffActor,
  electionId: string,
): Promise<Result<null, ElectionFailure | 'votes.changed'>> {
  const allowed = await allowElection(deps, organisation, actor, electionId)
  if (!allowed.ok) return allowed
  return allOrNothing<null, 'votes.changed'>(deps, async (deps) => {
    if (!(await discardElection(deps, allowed.value))) return failure('votes.changed')
    await recordEvent(deps, voteEvent(organisation, actor, 'vote.discarded', electionId))
    return success(null)
  })
}

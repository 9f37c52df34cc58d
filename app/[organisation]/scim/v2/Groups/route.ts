import { createGroup } from '@/lib/flows/provisioning/keep-group'
import { findGroups } from '@/lib/scim/find-groups'
import { answer, bodyOf, questionOf, refuse, scimRoute } from '@/lib/web/provisioning'
import { answerGroup } from './answer-group'

export const GET = scimRoute(async (visit) => {
  const { deps, organisation, address, query, say } = visit
  const question = questionOf((name) => query.get(name))
  const found = question.ok ? await findGroups(deps, organisation.id, { ...question.value, address }) : question
  return found.ok ? answer(found.value) : refuse(say, found.failure)
})

export const POST = scimRoute(async (visit) => {
  const { deps, organisation, actor, say } = visit
  const body = await bodyOf(visit)
  const made = body.ok ? await createGroup(deps, organisation, actor, body.value) : body
  return made.ok ? answerGroup(visit, made.value, 201) : refuse(say, made.failure)
})

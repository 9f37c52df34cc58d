import { createUser } from '@/lib/flows/provisioning/create-user'
import { findUsers } from '@/lib/scim/find-people'
import { answer, bodyOf, questionOf, refuse, scimRoute } from '@/lib/web/provisioning'
import { answerUser } from './answer-user'

export const GET = scimRoute(async (visit) => {
  const { deps, organisation, address, query, say } = visit
  const question = questionOf((name) => query.get(name))
  const found = question.ok ? await findUsers(deps, organisation.id, { ...question.value, address }) : question
  return found.ok ? answer(found.value) : refuse(say, found.failure)
})

export const POST = scimRoute(async (visit) => {
  const { deps, organisation, actor, say } = visit
  const body = await bodyOf(visit)
  const made = body.ok ? await createUser(deps, organisation, actor, body.value) : body
  return made.ok ? answerUser(visit, made.value, 201) : refuse(say, made.failure)
})

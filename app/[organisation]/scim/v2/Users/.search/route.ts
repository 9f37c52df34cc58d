import { findUsers } from '@/lib/scim/find-people'
import { answer, bodyOf, questionOfBody, refuse, scimRoute } from '@/lib/web/provisioning'

export const POST = scimRoute(async (visit) => {
  const { deps, organisation, address, say } = visit
  const body = await bodyOf(visit)
  const question = body.ok ? questionOfBody(body.value) : body
  const found = question.ok ? await findUsers(deps, organisation.id, { ...question.value, address }) : question
  return found.ok ? answer(found.value) : refuse(say, found.failure)
})

import { patchUser, replaceUser } from '@/lib/flows/provisioning/change-user'
import { removeUser } from '@/lib/flows/provisioning/remove-user'
import { readOperations } from '@/lib/scim/patch/rules'
import { bodyOf, done, refuse, scimRoute } from '@/lib/web/provisioning'
import { answerUser } from '../answer-user'

type Params = { id: string }

export const GET = scimRoute<Params>((visit, { id }) => answerUser(visit, id))

export const PUT = scimRoute<Params>(async (visit, { id }) => {
  const { deps, organisation, actor, ifMatch, say } = visit
  const body = await bodyOf(visit)
  const kept = body.ok ? await replaceUser(deps, organisation, actor, { id, ifMatch }, body.value) : body
  return kept.ok ? answerUser(visit, kept.value) : refuse(say, kept.failure)
})

export const PATCH = scimRoute<Params>(async (visit, { id }) => {
  const { deps, organisation, actor, ifMatch, say } = visit
  const body = await bodyOf(visit)
  const operations = body.ok ? readOperations(body.value) : body
  const kept = operations.ok ? await patchUser(deps, organisation, actor, { id, ifMatch }, operations.value) : operations
  return kept.ok ? answerUser(visit, kept.value) : refuse(say, kept.failure)
})

export const DELETE = scimRoute<Params>(async ({ deps, organisation, actor, ifMatch, say }, { id }) => {
  const removed = await removeUser(deps, organisation, actor, { id, ifMatch })
  return removed.ok ? done() : refuse(say, removed.failure)
})

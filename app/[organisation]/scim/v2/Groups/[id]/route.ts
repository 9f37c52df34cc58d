import { patchGroup, removeGroup, replaceGroup } from '@/lib/flows/provisioning/keep-group'
import { readOperations } from '@/lib/scim/patch/rules'
import { bodyOf, done, refuse, scimRoute } from '@/lib/web/provisioning'
import { answerGroup } from '../answer-group'

type Params = { id: string }

export const GET = scimRoute<Params>((visit, { id }) => answerGroup(visit, id))

export const PUT = scimRoute<Params>(async (visit, { id }) => {
  const { deps, organisation, actor, ifMatch, say } = visit
  const body = await bodyOf(visit)
  const kept = body.ok ? await replaceGroup(deps, organisation, actor, { id, ifMatch }, body.value) : body
  return kept.ok ? answerGroup(visit, id) : refuse(say, kept.failure)
})

/** Without a body, unless one is asked for: a group may be large (RFC 7644 3.5.2). */
export const PATCH = scimRoute<Params>(async (visit, { id }) => {
  const { deps, organisation, actor, ifMatch, query, say } = visit
  const body = await bodyOf(visit)
  const operations = body.ok ? readOperations(body.value) : body
  const kept = operations.ok ? await patchGroup(deps, organisation, actor, { id, ifMatch }, operations.value) : operations
  if (!kept.ok) return refuse(say, kept.failure)
  return query.has('attributes') ? answerGroup(visit, id) : done()
})

export const DELETE = scimRoute<Params>(async ({ deps, organisation, actor, ifMatch, say }, { id }) => {
  const removed = await removeGroup(deps, organisation, actor, { id, ifMatch })
  return removed.ok ? done() : refuse(say, removed.failure)
})

import { asGroups, findGroup } from '@/lib/scim/find-groups'
import { isWanted, mostMembers } from '@/lib/scim/rules'
import { answerResource, refuse, type ScimVisit, selectionOf } from '@/lib/web/provisioning'

/** The Group as it is now. What was just written is answered without the members where they are too many; who asks for them is told so. */
export async function answerGroup(visit: ScimVisit, id: string, status = 200): Promise<Response> {
  const { deps, organisation, address, query, request, say } = visit
  const group = await findGroup(deps, organisation.id, id)
  if (!group) return refuse(say, { status: 404, key: 'scim.notFound' })
  const hasMembers = isWanted(selectionOf(query), 'members') && (request.method === 'GET' || group.size <= mostMembers)
  const shown = await asGroups(deps, organisation.id, [group], address, hasMembers)
  if (!shown.ok) return refuse(say, shown.failure)
  const [resource] = shown.value
  return resource ? answerResource(visit, resource, status) : refuse(say, { status: 404, key: 'scim.notFound' })
}
